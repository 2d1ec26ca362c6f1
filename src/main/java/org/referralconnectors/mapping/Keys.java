package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys of one mapping in the file. A key that nobody knows, or that stands there twice, is a problem. */
final class Keys {

    private final Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Keys(Node node, String what, Set<String> known, Problems problems) {
        this.node = node;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, what, "is not a list of keys with values", "write key: value");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            read(entry, known);
        }
    }

    private Keys(Node node, Problems problems, Map<String, Node> values) {
        this.node = node;
        this.problems = problems;
        this.values.putAll(values);
    }

    /** The value of one key, as if it stood under another one. */
    Keys as(String other, String key) {
        return new Keys(node(key), problems, Map.of(other, node(key)));
    }

    private void read(NodeTuple entry, Set<String> known) {
        String key = scalar(entry.getKeyNode());
        if (!known.isEmpty() && !known.contains(key)) {
            String all = String.join(", ", known.stream().sorted().toList());
            problems.add(entry.getKeyNode(), key, "nobody knows this key", "use one of " + all);
        } else if (values.put(key, entry.getValueNode()) != null) {
            problems.add(entry.getKeyNode(), key, "stands here twice", "keep one of them");
        }
    }

    /** The mapping under a key, whatever keys it has. */
    Keys table(String key) {
        return new Keys(node(key), key, Set.of(), problems);
    }

    /** How many there are so far in the whole file. */
    int problems() {
        return problems.count();
    }

    int line() {
        return Problems.line(node);
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Node node(String key) {
        return values.getOrDefault(key, node);
    }

    /** Reports a problem of this key, at its value or, where the key is missing, where the mapping begins. */
    void problem(String key, String problem, String remedy) {
        problems.add(node(key), key, problem, remedy);
    }

    /** A single value; null where the key is missing, and a problem where there is more than that. */
    String text(String key) {
        if (!has(key)) {
            return null;
        }
        String text = scalar(node(key));
        if (text.isBlank()) {
            problem(key, "is empty or not a single value", "write one value, or leave the key out");
            return null;
        }
        return text;
    }

    String required(String key, String remedy) {
        if (!has(key)) {
            problem(key, "is missing", remedy);
        }
        return text(key);
    }

    /** One value or a list of them. */
    List<String> texts(String key) {
        return has(key) ? texts(node(key), key) : List.of();
    }

    private List<String> texts(Node value, String key) {
        List<Node> each = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        List<String> texts = each.stream().map(Keys::scalar).toList();
        if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            problem(key, "is empty or not a value or list of values", "write one value or [one, another]");
            return List.of();
        }
        return texts;
    }

    List<JsonPointer> pointers(String key, String base) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (String text : texts(key)) {
            JsonPointer pointer = pointer(key, text.startsWith("/") || base.isEmpty() ? text : base + "/" + text);
            if (pointer != null) {
                pointers.add(pointer);
            }
        }
        return pointers;
    }

    JsonPointer pointer(String key, String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            problem(key, text + " is not a JSON pointer", "write a path such as /details/notes");
            return null;
        }
    }

    Integer number(String key) {
        String text = text(key);
        return text == null ? null : number(key, text);
    }

    Integer number(String key, String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            problem(key, text + " is not a whole number", "write the option's number");
            return null;
        }
    }

    /** One of an enum's names, written in lower case and with dashes. */
    <E extends Enum<E>> E choice(String key, Class<E> names, E otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        List<String> allowed = new ArrayList<>();
        for (E name : names.getEnumConstants()) {
            String written = name.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (written.equals(text)) {
                return name;
            }
            allowed.add(written);
        }
        problem(key, text + " is not possible here", "use one of " + String.join(", ", allowed));
        return otherwise;
    }

    static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
