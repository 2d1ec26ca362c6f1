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
        boolean fits =
                columnsFit(kind) & (constant != null || pointersFit(kind, pointers)) & directionFits(kind, pointers);
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

    private boolean columnsFit(Kind kind) {
        List<String> expected = COLUMNS.get(kind);
        if (expected != null) {
            return expected.equals(columns) || refuse(row, "lead", "does not fit", "write " + expected);
        }
        int count = kind == Kind.DEAL ? 2 : 1;
        if (columns.size() != count) {
            return refuse(row, "lead", "names " + columns.size() + " columns, not " + count, "write the column's name");
        }
        String wrong = columns.stream()
                .filter(column -> !column.matches("[a-z][a-z0-9_]*") || RESERVED.contains(column))
                .findFirst()
                .orElse(null);
        return wrong == null
                || refuse(row, "lead", wrong + " can't be mapped", "write a column's logical name, in lower case");
    }

    private boolean pointersFit(Kind kind, List<JsonPointer> pointers) {
        if (!own.has("referral")) {
            return refuse(
                    own, "referral", "is missing", "write the path of the referral's value, or value: for a constant");
        }
        List<String> expected = POINTERS.get(kind);
        if (expected != null) {
            return expected.equals(texts(pointers)) || refuse(own, "referral", "does not fit", "write " + expected);
        }
        boolean two = kind == Kind.DEAL || kind == Kind.SUBJECT;
        if (pointers.isEmpty() || two && pointers.size() != 2) {
            String remedy = two ? "write two paths: [/one, /other]" : "write a path such as /details/notes";
            return refuse(own, "referral", "does not name the values", remedy);
        }
        return true;
    }

    private boolean directionFits(Kind kind, List<JsonPointer> pointers) {
        if (kind == Kind.LEAD_ID && rule.direction() != Direction.TO_REFERRAL) {
            return refuse(row, "direction", "a lead's id goes to the referral only", "write to-referral");
        }
        if (kind == Kind.STATUS && !"status".equals(row.text("field"))) {
            return refuse(row, "field", "the status row has another name", "call it status");
        }
        if (!rule.direction().toReferral() || COLUMNS.containsKey(kind)) {
            return true;
        }
        if (!kind.isTwoWay()) {
            return refuse(row, "direction", "this conversion goes to the lead only", "write to-lead");
        }
        List<String> paths = texts(pointers);
        boolean writable =
                kind == Kind.DEAL ? paths.equals(DEAL_PATHS) : paths.size() == 1 && Patch.PATHS.contains(paths.get(0));
        return writable
                || refuse(own, "referral", paths + " can't be written in a referral", "write direction: to-lead");
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

    private static boolean refuse(Keys at, String key, String problem, String remedy) {
        at.problem(key, problem, remedy);
        return false;
    }

    private static List<String> texts(List<JsonPointer> pointers) {
        return pointers.stream().map(JsonPointer::toString).toList();
    }
}
