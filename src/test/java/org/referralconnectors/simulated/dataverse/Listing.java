package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Answer;

/** {@code GET set?$select&$filter&$orderby&$top&$count}: pages that go on behind the last row shown. */
final class Listing {
    private static final Set<String> OPTIONS = Set.of("$select", "$filter", "$orderby", "$top", "$count", "$skiptoken");
    private static final int COUNT_LIMIT = 5000;

    private final Table table;
    private final Request request;
    private final Projection projection;
    private final Predicate<ObjectNode> filter;
    private final Comparator<ObjectNode> order;
    private final Optional<ObjectNode> behind;
    private final int limit;

    Listing(Table table, Request request) {
        this.table = table;
        this.request = request;
        QueryOptions options = request.options().only(OPTIONS);
        projection = request.projection(table);
        filter = Filter.parse(table, options.get("$filter"));
        order = Ordering.parse(table, options.get("$orderby").orElse(""));
        behind = PageCookie.position(request);
        limit = options.get("$top").map(this::top).orElseGet(() -> request.prefer()
                .pageSize());
        if (!Set.of("true", "false").contains(options.get("$count").orElse("false"))) {
            throw DataverseError.syntax();
        }
    }

    private int top(String text) {
        if (request.prefer().limitsPages()) {
            throw DataverseError.query("$top and odata.maxpagesize cannot be used together.");
        }
        if (!text.matches("\\d{1,4}")) {
            throw DataverseError.query("Invalid value '" + text + "' for $top query option found.");
        }
        return Integer.parseInt(text);
    }

    Answer of(Supplier<List<Row>> rows) {
        return of(rows, projection::of);
    }

    /** @param shown what is answered of a row */
    Answer of(Supplier<List<Row>> rows, Function<Row, ObjectNode> shown) {
        List<Row> matches =
                rows.get().stream().filter(row -> filter.test(row.values())).toList();
        Stream<Row> ordered = matches.stream().sorted(Comparator.comparing(Row::values, order));
        List<Row> rest = behind.map(last -> ordered.dropWhile(row -> order.compare(row.values(), last) <= 0))
                .orElse(ordered)
                .limit(limit + 1L)
                .toList();
        List<Row> page = rest.subList(0, Math.min(limit, rest.size()));
        ObjectNode body = request.context(table.set() + projection.selected());
        count(body, matches.size());
        page.forEach(row -> body.withArray("value").add(shown.apply(row)));
        body.withArray("value");
        if (rest.size() > limit && !request.options().has("$top")) {
            body.put("@odata.nextLink", PageCookie.nextLink(request, table.set(), position(page.get(limit - 1))));
        }
        return request.answer(200, body);
    }

    Projection projection() {
        return projection;
    }

    private void count(ObjectNode body, int matches) {
        if (request.options().get("$count").orElse("false").equals("true")) {
            body.put("@odata.count", Math.min(matches, COUNT_LIMIT));
            body.put("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded", matches > COUNT_LIMIT);
        }
    }

    /** The columns of the last row that place it in the order. */
    private ObjectNode position(Row last) {
        ObjectNode position = JsonNodeFactory.instance.objectNode();
        String columns = request.options().get("$orderby").orElse("") + "," + table.key();
        for (String column : columns.split(",")) {
            String name = column.strip().split(" ")[0];
            if (last.values().has(name)) {
                position.set(name, last.values().get(name));
            }
        }
        return position;
    }
}
