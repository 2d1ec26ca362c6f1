package org.referralconnectors.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong in one file, so that all of it can be said at once. */
final class Problems {

    private final String source;
    private final List<MappingProblem> found = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    void add(Node at, String key, String problem, String remedy) {
        add(line(at), key, problem, remedy);
    }

    void add(int line, String key, String problem, String remedy) {
        found.add(new MappingProblem(source, line, key, problem, remedy));
    }

    List<MappingProblem> list() {
        return found.stream()
                .sorted(Comparator.comparingInt(MappingProblem::line))
                .toList();
    }

    int count() {
        return found.size();
    }

    void refuse() {
        if (!found.isEmpty()) {
            throw new MappingException(list());
        }
    }

    /** Counted from 1. */
    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
