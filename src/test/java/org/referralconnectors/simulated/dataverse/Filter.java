package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * {@code $filter}: {@code eq ne gt ge lt le}, {@code and or not}, parentheses, {@code contains startswith endswith}.
 * Comparisons have the column on the left. A column compares only with a literal of its own type or {@code null}; text
 * compares without regard to case; {@code ne} also takes rows where the column is empty.
 */
final class Filter {
    private static final Map<String, BiPredicate<String, String>> FUNCTIONS =
            Map.of("contains", String::contains, "startswith", String::startsWith, "endswith", String::endsWith);
    private static final Map<String, IntPredicate> OPERATORS = Map.of(
            "eq",
            c -> c == 0,
            "ne",
            c -> c != 0,
            "gt",
            c -> c > 0,
            "ge",
            c -> c >= 0,
            "lt",
            c -> c < 0,
            "le",
            c -> c <= 0);
    private static final Set<String> EQUALITIES = Set.of("eq", "ne");

    private final Table table;
    private final FilterTokens tokens;

    private Filter(Table table, String filter) {
        this.table = table;
        this.tokens = new FilterTokens(filter);
    }

    static Predicate<ObjectNode> parse(Table table, Optional<String> filter) {
        return filter.map(text -> new Filter(table, text).whole()).orElse(row -> true);
    }

    private Predicate<ObjectNode> whole() {
        Predicate<ObjectNode> condition = alternatives();
        tokens.expect("");
        return condition;
    }

    private Predicate<ObjectNode> alternatives() {
        Predicate<ObjectNode> condition = conjunction();
        while (tokens.takeIf("or")) {
            condition = condition.or(conjunction());
        }
        return condition;
    }

    private Predicate<ObjectNode> conjunction() {
        Predicate<ObjectNode> condition = term();
        while (tokens.takeIf("and")) {
            condition = condition.and(term());
        }
        return condition;
    }

    private Predicate<ObjectNode> term() {
        if (tokens.takeIf("not")) {
            return term().negate();
        }
        if (tokens.takeIf("(")) {
            Predicate<ObjectNode> condition = alternatives();
            tokens.expect(")");
            return condition;
        }
        String name = tokens.take();
        return FUNCTIONS.containsKey(name) ? function(FUNCTIONS.get(name)) : comparison(table.column(name));
    }

    private Predicate<ObjectNode> function(BiPredicate<String, String> function) {
        tokens.expect("(");
        Column column = table.column(tokens.take());
        tokens.expect(",");
        if (!column.type().isText() || !tokens.peek().startsWith("'")) {
            throw tokens.unexpected();
        }
        String text = (String) literal(column);
        tokens.expect(")");
        return row -> Ordering.value(column, row) instanceof String value && function.test(value, text);
    }

    private Predicate<ObjectNode> comparison(Column column) {
        String operator = tokens.peek();
        IntPredicate test = OPERATORS.get(operator);
        if (test == null) {
            throw tokens.unexpected();
        }
        tokens.take();
        if (tokens.peek().equals("null") && EQUALITIES.contains(operator)) {
            tokens.take();
            return row -> operator.equals("eq") == (Ordering.value(column, row) == null);
        }
        Comparable<?> literal = literal(column);
        return row -> {
            Comparable<?> value = Ordering.value(column, row);
            return value == null ? operator.equals("ne") : test.test(Ordering.compareValues(value, literal));
        };
    }

    private Comparable<?> literal(Column column) {
        String token = tokens.take();
        Optional<? extends Comparable<?>> literal =
                switch (column.type().edm) {
                    case Int32, Int64 -> when(token, "-?\\d+").map(BigDecimal::new);
                    case Decimal, Double -> when(token, "-?\\d+(\\.\\d+)?").map(BigDecimal::new);
                    case Boolean -> when(token, "true|false").map(Boolean::valueOf);
                    case Guid -> when(token, "[0-9a-fA-F]{8}-.*").map(text -> text.toLowerCase(Locale.ROOT));
                    case Date -> when(token, "\\d{4}-\\d\\d-\\d\\d").map(Filter::day);
                    case DateTimeOffset ->
                        when(token, "\\d{4}-\\d\\d-\\d\\dT.*").map(Filter::instant);
                    default -> when(token, "'.*'").map(Filter::unquoted);
                };
        return literal.orElseThrow(
                () -> DataverseError.query("A binary operator with incompatible types was detected. Found '" + token
                        + "' for the type 'Edm." + column.type().edm.name() + "' of '" + column.property() + "'."));
    }

    private static Optional<String> when(String token, String pattern) {
        return Optional.of(token).filter(text -> text.matches("(?s)" + pattern));
    }

    private static String unquoted(String token) {
        return token.substring(1, token.length() - 1).replace("''", "'").toLowerCase(Locale.ROOT);
    }

    private static Comparable<?> day(String text) {
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            throw DataverseError.query("Unrecognized 'Edm.Date' literal '" + text + "' in $filter.");
        }
    }

    private static Comparable<?> instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw DataverseError.query("Unrecognized 'Edm.DateTimeOffset' literal '" + text + "' in $filter.");
        }
    }
}
