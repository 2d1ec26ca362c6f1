package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A person at work in the browser: the same columns, lengths and options as over the Web API, another user. */
final class Seller {
    private final Organisation organisation;
    private final LeadTable table;
    private final LeadWriter writer;
    private final StateRules states;

    Seller(Organisation organisation, LeadTable table) {
        this.organisation = organisation;
        this.table = table;
        this.writer = new LeadWriter(organisation, table, organisation.seller());
        this.states = new StateRules(organisation);
    }

    UUID create(ObjectNode values) {
        return writer.create(UUID.randomUUID(), changes(empty(), values)).id();
    }

    void edit(UUID id, Consumer<ObjectNode> edit) {
        table.inTransaction(() -> writer.update(row(id), changes(row(id), edit)));
    }

    /** An edit that has its version and time now and is seen by others when it is committed. */
    LateWrite editLate(UUID id, Consumer<ObjectNode> edit) {
        ObjectNode changes = changes(row(id), edit);
        return new LateWrite(table, id, stamp -> writer.update(row(id), changes, stamp));
    }

    LateWrite createLate(ObjectNode values) {
        UUID id = UUID.randomUUID();
        ObjectNode changes = changes(empty(), values);
        return new LateWrite(table, id, stamp -> writer.create(id, changes, stamp));
    }

    void delete(UUID id) {
        table.delete(row(id), organisation.seller());
    }

    void qualify(UUID id) {
        ObjectNode changes = move(1, states.defaultReason(1));
        changes.put("_qualifyingopportunityid_value", UUID.randomUUID().toString());
        apply(id, changes);
    }

    void disqualify(UUID id, int reason) {
        apply(id, move(2, reason));
    }

    void reopen(UUID id) {
        apply(id, move(0, states.defaultReason(0)));
    }

    void merge(UUID loser, UUID master) {
        row(master);
        apply(loser, move(2, states.defaultReason(2)).put("merged", true).put("_masterid_value", master.toString()));
    }

    private void apply(UUID id, ObjectNode changes) {
        table.inTransaction(() -> writer.update(row(id), changes));
    }

    private static ObjectNode move(int state, int reason) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(StateRules.STATE, state)
                .put(StateRules.REASON, reason);
    }

    private Row row(UUID id) {
        return table.find(id).orElseThrow(() -> DataverseError.noSuchRow("lead", id));
    }

    private static Row empty() {
        return new Row(null, 0, JsonNodeFactory.instance.objectNode());
    }

    private ObjectNode changes(Row before, Consumer<ObjectNode> edit) {
        ObjectNode after = before.values().deepCopy();
        edit.accept(after);
        return changes(before, after);
    }

    private ObjectNode changes(Row before, ObjectNode after) {
        Set<String> names = new HashSet<>();
        before.values().fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        names.stream()
                .filter(name -> !before.values().path(name).equals(after.path(name)))
                .forEach(name -> changes.set(name, stored(name, after.path(name))));
        if (changes.has(StateRules.REASON) && !before.values().isEmpty()) {
            changes.put(
                    StateRules.STATE,
                    states.stateOf(changes.get(StateRules.REASON).intValue()));
        }
        return changes;
    }

    private JsonNode stored(String name, JsonNode value) {
        Column column = organisation.lead().column(name);
        if (!column.creatable()) {
            throw new DataverseError(400, DataverseError.ARGUMENT, "The column '" + name + "' is read-only.");
        }
        return Literals.stored(column, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
    }
}
