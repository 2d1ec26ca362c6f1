package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The stored leads, one version each, and what change tracking needs to know. One lock: a write is a transaction.
 * Versions come from one counter for all rows.
 */
final class LeadTable {
    private static final Set<String> BOOKKEEPING =
            Set.of("versionnumber", "modifiedon", "_modifiedby_value", "createdon", "_createdby_value");

    /** Version and time that a transaction got when it began. */
    record Stamp(long version, Instant at) {}

    private final Clock clock;
    private final TreeMap<UUID, Row> rows = new TreeMap<>();
    private final TreeMap<Long, Row> byVersion = new TreeMap<>();
    private final TreeMap<Long, UUID> deletions = new TreeMap<>();
    private final Map<UUID, Stamp> open = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Consumer<LeadChange>> listeners = new ArrayList<>();
    private final List<Consumer<ObjectNode>> plugIns = new ArrayList<>();
    private KeyIndex keys;
    private ComputedColumns computed;
    private long version = 1_000_000;

    LeadTable(Organisation organisation, Clock clock) {
        this.clock = clock;
        become(organisation);
    }

    synchronized <T> T inTransaction(Supplier<T> work) {
        return work.get();
    }

    synchronized void become(Organisation organisation) {
        computed = new ComputedColumns(organisation);
        keys = new KeyIndex(organisation);
        rows.values().forEach(keys::add);
    }

    synchronized void plugIn(Consumer<ObjectNode> rewrite) {
        plugIns.add(rewrite);
    }

    synchronized void listen(Consumer<LeadChange> listener) {
        listeners.add(listener);
    }

    synchronized Optional<Row> find(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    synchronized Optional<Row> findByKey(String value) {
        return keys.holder(value).map(rows::get);
    }

    /** Every lead, by id. */
    synchronized List<Row> all() {
        return new ArrayList<>(rows.values());
    }

    /** At most {@code limit} leads with ids behind this one; from the first when it is null. */
    synchronized List<Row> after(UUID id, int limit) {
        NavigableMap<UUID, Row> rest = id == null ? rows : rows.tailMap(id, false);
        return rest.values().stream().limit(limit).toList();
    }

    synchronized List<Row> changedAfter(long since) {
        return new ArrayList<>(byVersion.tailMap(since, false).values());
    }

    synchronized NavigableMap<Long, UUID> deletedAfter(long since) {
        return new TreeMap<>(deletions.tailMap(since, false));
    }

    synchronized long version() {
        return version;
    }

    /** The highest version below which no transaction is still open. */
    synchronized long settledVersion() {
        return open.values().stream().mapToLong(Stamp::version).min().orElse(version + 1) - 1;
    }

    synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Begins a transaction that others see only when it is finished; until then they can't write the row. */
    synchronized Stamp begin(UUID id) {
        refuseOpen(id);
        Stamp stamp = stamp();
        open.put(id, stamp);
        return stamp;
    }

    synchronized void end(UUID id) {
        open.remove(id);
    }

    synchronized Stamp stamp() {
        return new Stamp(++version, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Stores a new lead; the values are complete but for what the server adds. */
    synchronized Row insert(UUID id, ObjectNode values, UUID by, Set<String> sent, Stamp stamp) {
        refuseOpen(id);
        if (rows.containsKey(id)) {
            throw new DataverseError(
                    412, DataverseError.ID_EXISTS, "A record with matching key values already exists.");
        }
        JsonNode created = values.path("overriddencreatedon").isTextual()
                ? values.get("overriddencreatedon")
                : values.textNode(stamp.at().toString());
        values.set("createdon", created);
        values.put("_createdby_value", by.toString());
        return store(Write.Kind.CREATE, new Row(id, 0, JsonNodeFactory.instance.objectNode()), values, by, sent, stamp);
    }

    synchronized Row update(Row before, ObjectNode values, UUID by, Set<String> sent, Stamp stamp) {
        refuseOpen(before.id());
        return store(Write.Kind.UPDATE, before, values, by, sent, stamp);
    }

    synchronized void delete(Row row, UUID by) {
        refuseOpen(row.id());
        Stamp stamp = stamp();
        forget(row);
        deletions.put(stamp.version(), row.id());
        note(
                new Write(Write.Kind.DELETE, row.id(), stamp.version(), stamp.at(), by, Set.of(), Set.of()),
                row.values(),
                null);
    }

    private void note(Write write, ObjectNode before, ObjectNode after) {
        writes.add(write);
        listeners.forEach(listener -> listener.accept(new LeadChange(write, before, after)));
    }

    private Row store(Write.Kind kind, Row before, ObjectNode values, UUID by, Set<String> sent, Stamp stamp) {
        plugIns.forEach(plugIn -> run(plugIn, values));
        values.properties().stream()
                .filter(member -> member.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(values::remove);
        computed.fill(values);
        values.put("versionnumber", stamp.version())
                .put("modifiedon", stamp.at().toString());
        values.put("_modifiedby_value", by.toString());
        Row after = new Row(before.id(), stamp.version(), values);
        keys.check(after);
        forget(before);
        rows.put(after.id(), after);
        byVersion.put(after.version(), after);
        keys.add(after);
        note(
                new Write(kind, after.id(), stamp.version(), stamp.at(), by, Set.copyOf(sent), changed(before, after)),
                before.values(),
                after.values());
        return after;
    }

    private static void run(Consumer<ObjectNode> plugIn, ObjectNode values) {
        try {
            plugIn.accept(values);
        } catch (IllegalStateException e) {
            throw new DataverseError(400, DataverseError.PLUG_IN, e.getMessage());
        }
    }

    private void forget(Row row) {
        rows.remove(row.id());
        byVersion.remove(row.version());
        keys.remove(row);
    }

    private void refuseOpen(UUID id) {
        if (open.containsKey(id)) {
            throw new DataverseError(
                    500, DataverseError.SQL_TIMEOUT, "SQL timeout expired: another transaction holds the row.");
        }
    }

    private static Set<String> changed(Row before, Row after) {
        Set<String> names = new HashSet<>();
        before.values().fieldNames().forEachRemaining(names::add);
        after.values().fieldNames().forEachRemaining(names::add);
        names.removeAll(BOOKKEEPING);
        return names.stream()
                .filter(name ->
                        !before.values().path(name).equals(after.values().path(name)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
