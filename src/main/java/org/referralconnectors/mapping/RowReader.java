package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the rows of {@code fields:}. A row is one field, or one field per column that it names. */
final class RowReader {

    static final Set<String> COLUMN_KEYS =
            Set.of("referral", "fallback", "default", "value", "as", "options", "otherwise");
    static final Set<String> ROW_KEYS = Set.of(
            "field",
            "referral",
            "lead",
            "direction",
            "winner",
            "clear",
            "on-create",
            "when",
            "fallback",
            "default",
            "value",
            "as",
            "options",
            "otherwise");

    private final StatusReader statuses;
    private final Problems problems;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> columns = new HashSet<>();
    private final Set<String> patched = new HashSet<>();

    RowReader(StatusReader statuses, Problems problems) {
        this.statuses = statuses;
        this.problems = problems;
    }

    List<Field> fields() {
        return fields;
    }

    /** The line of each field, counted from 1. */
    Map<String, Integer> lines() {
        return lines;
    }

    void row(Node node) {
        Keys row = new Keys(node, "fields", ROW_KEYS, problems);
        if (!(node instanceof MappingNode)) {
            return;
        }
        Rule rule = Rule.read(row);
        String name = row.required("field", "give the row a name");
        if (name == null) {
            return;
        }
        if (row.node("lead") instanceof MappingNode each && row.has("lead")) {
            columns(row, new Keys(each, "lead", Set.of(), problems), name, rule);
        } else {
            field(row, row, name, rule, row.texts("lead"), "");
        }
    }

    private void columns(Keys row, Keys each, String name, Rule rule) {
        String base = row.has("referral") ? row.text("referral") : "";
        if (base != null && !base.isEmpty() && row.pointer("referral", base) == null) {
            return;
        }
        for (String column : each.names()) {
            Keys own = each.node(column) instanceof MappingNode mapping
                    ? new Keys(mapping, column, COLUMN_KEYS, problems)
                    : each.as("referral", column);
            field(row, own, name + "." + column, rule, List.of(column), String.valueOf(base));
        }
    }

    private void field(Keys row, Keys own, String name, Rule rule, List<String> leadColumns, String base) {
        once(row, name, rule, leadColumns);
        Shape shape = new ShapeReader(own, row, rule, leadColumns, base).read();
        if (shape == null) {
            return;
        }
        patchedOnce(own, rule, shape);
        fields.add(shape.field(rule.row(name, shape + (shape.kind() == Kind.STATUS ? statuses.text() : "")), statuses));
    }

    /** No name and no column may belong to two fields. */
    private void once(Keys row, String name, Rule rule, List<String> leadColumns) {
        if (lines.put(name, row.line()) != null) {
            row.problem("field", name + " stands here twice", "give each row its own name");
        }
        for (String column : leadColumns) {
            if (rule.direction().toLead() && !columns.add(column)) {
                row.problem("lead", "column " + column + " is already written by another row", "keep one of them");
            }
        }
    }

    private void patchedOnce(Keys own, Rule rule, Shape shape) {
        for (JsonPointer path : shape.pointers()) {
            if (rule.direction().toReferral() && !patched.add(path.toString())) {
                own.problem("referral", path + " is already written by another row", "keep one of them");
            }
        }
    }
}
