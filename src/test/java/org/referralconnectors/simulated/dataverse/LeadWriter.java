package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Applies checked changes to leads as one user: the rules that hold for everybody, in a browser or over the Web API.
 */
final class LeadWriter {
    private static final String OWNER = "_ownerid_value";

    private final Organisation organisation;
    private final LeadTable table;
    private final UUID user;
    private final StateRules states;

    LeadWriter(Organisation organisation, LeadTable table, UUID user) {
        this.organisation = organisation;
        this.table = table;
        this.user = user;
        this.states = new StateRules(organisation);
    }

    Row create(UUID id, ObjectNode changes) {
        return table.inTransaction(() -> create(id, changes, table.stamp()));
    }

    Row create(UUID id, ObjectNode changes, LeadTable.Stamp stamp) {
        states.checkNew(changes);
        ObjectNode lead = changes.objectNode();
        organisation.lead().columns().values().stream()
                .filter(column -> column.type() == ColumnType.BOOLEAN)
                .forEach(column -> lead.put(column.name(), false));
        lead.put(StateRules.STATE, 0).put(StateRules.REASON, states.defaultReason(0));
        lead.put(OWNER, user.toString());
        lead.put("_owningbusinessunit_value", organisation.businessUnit().toString());
        lead.setAll(changes);
        lead.put("leadid", id.toString());
        return table.insert(id, lead, user, names(changes), stamp);
    }

    Row update(Row before, ObjectNode changes) {
        return table.inTransaction(() -> update(before, changes, table.stamp()));
    }

    Row update(Row before, ObjectNode changes, LeadTable.Stamp stamp) {
        names(changes).forEach(this::refuseOnUpdate);
        states.checkChange(before.values(), changes);
        ObjectNode after = before.values().deepCopy();
        after.setAll(changes);
        return table.update(before, after, user, names(changes), stamp);
    }

    private void refuseOnUpdate(String property) {
        Column column = organisation.lead().column(property);
        if (column.creatable() && !column.updatable()) {
            throw new DataverseError(
                    400, DataverseError.ARGUMENT, "The column '" + property + "' can only be set on create.");
        }
    }

    private static Set<String> names(ObjectNode changes) {
        Set<String> names = new HashSet<>();
        changes.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
