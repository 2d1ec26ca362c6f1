package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Answer;

/**
 * Change tracking: first every lead in pages, then, by delta link, what changed since: leads by version, then the
 * deleted ones. A link never promises to have shown what a transaction still open at that time was about to write.
 */
final class LeadChanges {
    private static final Set<String> OPTIONS = Set.of("$select", "$deltatoken", "$skiptoken");

    /** A row to show, and where the next page goes on when it is the last one of its page. */
    private record Entry(ObjectNode json, ObjectNode position) {}

    private final Organisation organisation;
    private final LeadTable table;
    private final Access access;
    private final Expiry expiry;
    private final Clock clock;

    LeadChanges(Organisation organisation, LeadTable table, Access access, Expiry expiry, Clock clock) {
        this.organisation = organisation;
        this.table = table;
        this.access = access;
        this.expiry = expiry;
        this.clock = clock;
    }

    Supplier<Answer> get(Request request) {
        request.options().only(OPTIONS);
        Projection projection = request.projection(organisation.lead());
        ObjectNode position = PageCookie.position(request).orElse(JsonNodeFactory.instance.objectNode());
        int limit = request.prefer().pageSize();
        if (request.options().has("$deltatoken")) {
            DeltaToken since =
                    DeltaToken.parse(request.options().get("$deltatoken").orElseThrow());
            return () -> allowed(() -> delta(request, projection, since, position, limit));
        }
        if (!request.prefer().trackChanges()) {
            throw DataverseError.query("Every page has to be asked for with the same preferences.");
        }
        return () -> allowed(() -> everything(request, projection, position, limit));
    }

    private Answer allowed(Supplier<Answer> work) {
        access.require("prvReadLead");
        if (!organisation.has(Policy.ORGANISATION_WIDE_READ)) {
            throw DataverseError.privilege("prvReadLead (organisation level)");
        }
        if (!organisation.has(Policy.CHANGE_TRACKING)) {
            throw DataverseError.query("Change tracking is not enabled for entity 'lead'.");
        }
        return table.inTransaction(work);
    }

    private Answer everything(Request request, Projection projection, ObjectNode position, int limit) {
        long since = position.path("since").asLong(table.settledVersion());
        UUID last = position.has("last") ? UUID.fromString(position.get("last").textValue()) : null;
        List<Row> rows = table.after(last, limit + 1);
        ObjectNode body = request.context("leads" + projection.selected());
        List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
        page.stream().filter(access::sees).forEach(row -> body.withArray("value")
                .add(access.columns().shown(projection, row)));
        if (rows.size() > limit) {
            String id = page.get(limit - 1).id().toString();
            ObjectNode next =
                    JsonNodeFactory.instance.objectNode().put("since", since).put("last", id);
            return linked(request, body, "@odata.nextLink", PageCookie.nextLink(request, "leads", next));
        }
        return linked(request, body, "@odata.deltaLink", deltaLink(request, since));
    }

    private Answer delta(Request request, Projection projection, DeltaToken since, ObjectNode position, int limit) {
        expiry.check(since, clock.instant().minus(organisation.deltaLife()));
        long next = position.path("next").asLong(table.settledVersion());
        List<Entry> entries = Stream.concat(changed(projection, since, position), deleted(request, since, position))
                .limit(limit + 1L)
                .toList();
        List<Entry> page = entries.subList(0, Math.min(limit, entries.size()));
        ObjectNode body = request.context("leads" + projection.selected() + "/$delta");
        page.forEach(entry -> body.withArray("value").add(entry.json()));
        if (entries.size() > limit) {
            ObjectNode last = page.get(limit - 1).position().put("next", next);
            return linked(request, body, "@odata.nextLink", PageCookie.nextLink(request, "leads", last));
        }
        return linked(request, body, "@odata.deltaLink", deltaLink(request, next));
    }

    private Stream<Entry> changed(Projection projection, DeltaToken since, ObjectNode position) {
        if (position.has("deletion")) {
            return Stream.empty();
        }
        long from = position.path("change").asLong(since.version());
        return table.changedAfter(from).stream()
                .filter(access::sees)
                .map(row -> new Entry(access.columns().shown(projection, row), at("change", row.version())));
    }

    private Stream<Entry> deleted(Request request, DeltaToken since, ObjectNode position) {
        long from = position.path("deletion").asLong(since.version());
        return table.deletedAfter(from).entrySet().stream().map(deletion -> {
            ObjectNode json = request.context("leads/$deletedEntity");
            json.put("id", deletion.getValue().toString()).put("reason", "deleted");
            return new Entry(json, at("deletion", deletion.getKey()));
        });
    }

    private static ObjectNode at(String phase, long version) {
        return JsonNodeFactory.instance.objectNode().put(phase, version);
    }

    private String deltaLink(Request request, long version) {
        String select = request.options()
                .get("$select")
                .map(names -> "$select=" + names)
                .orElse("");
        return request.link("leads", select, "$deltatoken", new DeltaToken(version, clock.instant()).encoded());
    }

    private static Answer linked(Request request, ObjectNode body, String name, String link) {
        body.withArray("value");
        return request.answer(200, body.put(name, link));
    }
}
