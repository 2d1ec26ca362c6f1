package org.referralconnectors.style;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One key of a YAML file with what is under it. The items of a sequence are elements too, all with the key {@code -}.
 *
 * @param text the value where it is a scalar, else empty
 * @param parent null for the file itself
 */
record YamlElement(Path file, int line, String key, String text, YamlElement parent, List<YamlElement> children) {

    static YamlElement read(Path file) {
        Node root = new Compose(LoadSettings.builder().setUseMarks(true).build())
                .composeString(ProjectFiles.text(file))
                .orElseThrow(() -> new AssertionError(file + " is empty"));
        return of(file, "", root, root, null);
    }

    private static YamlElement of(Path file, String key, Node at, Node value, YamlElement parent) {
        int line = at.getStartMark().orElseThrow().getLine() + 1;
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : "";
        YamlElement element = new YamlElement(file, line, key, text, parent, new ArrayList<>());
        if (value instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String name = ((ScalarNode) entry.getKeyNode()).getValue();
                element.children.add(of(file, name, entry.getKeyNode(), entry.getValueNode(), element));
            }
        }
        if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> element.children.add(of(file, "-", item, item, element)));
        }
        return element;
    }

    Optional<YamlElement> child(String name) {
        return children.stream().filter(child -> child.key.equals(name)).findFirst();
    }

    /** @return empty also where there is no such child */
    String text(String name) {
        return child(name).map(YamlElement::text).orElse("");
    }

    /** This element and all that is under it, in the order of the file. */
    Stream<YamlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(YamlElement::all));
    }

    /** From the parent outwards. */
    Stream<YamlElement> around() {
        return Stream.iterate(parent, outer -> outer != null, YamlElement::parent);
    }

    @Override
    public String toString() {
        return ProjectFiles.ROOT.relativize(file) + ":" + line + " " + key + (text.isEmpty() ? "" : ": " + text);
    }
}
