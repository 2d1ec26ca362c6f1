package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a row says about values, for one field. Keys of the column itself go before those of the row. */
final class ShapeReader {

    private static final Map<Kind, List<String>> COLUMNS =
            Map.of(Kind.STATUS, List.of("statecode", "statuscode"), Kind.LEAD_ID, List.of("leadid"));
    private static final Map<Kind, List<String>> POINTERS = Map.of(
            Kind.STATUS, List.of("/status", "/substatus", "/statusReason"),
            Kind.LEAD_ID, List.of("/externalReferenceId"));
    private static final List<String> DEAL_PATHS = List.of("/details/dealValue", "/details/currency");
    private static final Set<String> RESERVED = Set.of("statecode", "statuscode", "leadid");

    private final Keys own;
    private final Keys row;
    private final Rule rule;
    private final List<String> columns;
    private final String base;

    ShapeReader(Keys own, Keys row, Rule rule, List<String> columns, String base) {
        this.own = own;
        this.row = row;
        this.rule = rule;
        this.columns = columns;
        this.base = base;
    }

    /** Null, with problems, where the row can't be used. */
    Shape read() {
        Kind kind = at("as").choice("as", Kind.class, Kind.TEXT);
        List<JsonPointer> pointers = own.pointers("referral", base);
        String constant = constant(kind);
        int before = own.problems();
        checkColumns(kind);
        if (constant == null) {
            checkPointers(kind, pointers);
        }
        checkDirection(kind, pointers);
        boolean fits = own.problems() == before;
        Map<String, Integer> options = options(kind, constant);
        Integer otherwise = at("otherwise").number("otherwise");
        JsonPointer standIn = standIn(kind);
        String standard = standard(kind);
        conditionFits(kind);
        return fits ? new Shape(kind, pointers, constant, standIn, standard, columns, options, otherwise) : null;
    }

    private Keys at(String key) {
        return own.has(key) ? own : row;
    }

    private String constant(Kind kind) {
        String constant = at("value").text("value");
        if (constant == null) {
            return null;
        }
        if (own.has("referral")) {
            own.problem("value", "stands beside referral", "keep one of them");
        }
        if (kind.ordinal() > Kind.OPTION.ordinal()) {
            own.problem("value", "does not go with this conversion", "use text, number, yes-no, date or option");
        }
        if (rule.direction() != Direction.TO_LEAD) {
            row.problem("direction", "a constant goes to the lead only", "write to-lead");
        }
        return constant;
    }

    private void checkColumns(Kind kind) {
        List<String> expected = COLUMNS.get(kind);
        int count = kind == Kind.DEAL ? 2 : 1;
        if (expected != null && !expected.equals(columns)) {
            row.problem("lead", "does not fit", "write " + expected);
        } else if (expected == null && columns.size() != count) {
            row.problem("lead", "names " + columns.size() + " columns, not " + count, "write the column's name");
        } else if (expected == null) {
            columns.stream()
                    .filter(column -> !column.matches("[a-z][a-z0-9_]*") || RESERVED.contains(column))
                    .forEach(column -> row.problem(
                            "lead", column + " can't be mapped", "write a column's logical name, in lower case"));
        }
    }

    private void checkPointers(Kind kind, List<JsonPointer> pointers) {
        List<String> expected = POINTERS.get(kind);
        boolean two = kind == Kind.DEAL || kind == Kind.SUBJECT;
        if (!own.has("referral")) {
            own.problem("referral", "is missing", "write the path of the referral's value, or value: for a constant");
        } else if (expected != null && !expected.equals(texts(pointers))) {
            own.problem("referral", "does not fit", "write " + expected);
        } else if (two && pointers.size() != 2) {
            own.problem("referral", "does not name the values", "write two paths: [/one, /other]");
        } else if (pointers.isEmpty()) {
            own.problem("referral", "does not name the values", "write a path such as /details/notes");
        }
    }

    private void checkDirection(Kind kind, List<JsonPointer> pointers) {
        List<String> paths = texts(pointers);
        if (kind == Kind.LEAD_ID && rule.direction() != Direction.TO_REFERRAL) {
            row.problem("direction", "a lead's id goes to the referral only", "write to-referral");
        } else if (kind == Kind.STATUS && !"status".equals(row.text("field"))) {
            row.problem("field", "the status row has another name", "call it status");
        } else if (rule.direction().toReferral() && !kind.isTwoWay()) {
            row.problem("direction", "this conversion goes to the lead only", "write to-lead");
        } else if (rule.direction().toReferral() && !isWritable(kind, paths)) {
            own.problem("referral", paths + " can't be written in a referral", "write direction: to-lead");
        }
    }

    private static boolean isWritable(Kind kind, List<String> paths) {
        return COLUMNS.containsKey(kind)
                || (kind == Kind.DEAL
                        ? paths.equals(DEAL_PATHS)
                        : paths.size() == 1 && Patch.PATHS.contains(paths.get(0)));
    }

    private Map<String, Integer> options(Kind kind, String constant) {
        if (kind != Kind.OPTION) {
            List.of("options", "otherwise").stream()
                    .filter(key -> at(key).has(key))
                    .forEach(key -> at(key).problem(key, "goes with as: option only", "write as: option"));
            return Map.of();
        }
        if (constant != null) {
            Integer option = own.number("value", constant);
            return option == null ? Map.of() : Map.of(constant, option);
        }
        if (!at("options").has("options")) {
            own.problem("options", "is missing", "write options: {value of the referral: option of the lead}");
            return Map.of();
        }
        Keys table = at("options").table("options");
        Map<String, Integer> options = new LinkedHashMap<>();
        table.names().forEach(value -> options.put(value, table.number(value)));
        return Collections.unmodifiableMap(options);
    }

    private JsonPointer standIn(Kind kind) {
        String text = at("fallback").text("fallback");
        if (text == null) {
            return null;
        }
        if (kind != Kind.TEXT || rule.direction() != Direction.TO_LEAD) {
            at("fallback").problem("fallback", "goes with text to the lead only", "leave it out");
        }
        return at("fallback").pointer("fallback", text);
    }

    private String standard(Kind kind) {
        String text = at("default").text("default");
        if (text != null && (kind.ordinal() >= Kind.OPTION.ordinal() || rule.direction() != Direction.TO_LEAD)) {
            at("default").problem("default", "goes with text, number, yes-no or date to the lead only", "leave it out");
        }
        return text;
    }

    private void conditionFits(Kind kind) {
        if (row.has("when") && kind.ordinal() >= Kind.SUBJECT.ordinal()) {
            row.problem("when", "this row counts for every referral", "leave it out");
        }
    }

    private static List<String> texts(List<JsonPointer> pointers) {
        return pointers.stream().map(JsonPointer::toString).toList();
    }
}
