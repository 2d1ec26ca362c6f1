package org.referralconnectors.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** The field map can't be used. Holds every problem that was found, in the order of the lines. */
public final class MappingException extends RuntimeException {

    private final transient List<MappingProblem> problems;

    public MappingException(List<MappingProblem> problems) {
        super(problems.stream().map(MappingProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public List<MappingProblem> problems() {
        return problems;
    }
}
