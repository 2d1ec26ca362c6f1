package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.referralconnectors.simulated.Answer;

/**
 * Requests for single leads. Each method reads the whole request first and refuses what it can't read; what it returns
 * then does the work, in one transaction.
 */
final class LeadRequests {
    private static final Set<String> OPTIONS = Set.of("$select", "tag");

    private final Organisation organisation;
    private final LeadTable table;
    private final Access access;
    private final LeadWriter writer;
    private final StateRules states;

    LeadRequests(Organisation organisation, LeadTable table, Access access) {
        this.organisation = organisation;
        this.table = table;
        this.access = access;
        this.writer = new LeadWriter(organisation, table, organisation.applicationUser());
        this.states = new StateRules(organisation);
    }

    Supplier<Answer> get(Request request, LeadAddress address) {
        request.options().only(Set.of("$select"));
        Projection projection = request.projection(organisation.lead());
        return () -> {
            access.require("prvReadLead");
            Row row = visible(address).orElseThrow(address::missing);
            if (row.etag().equals(request.call().header("if-none-match"))) {
                return Answer.empty(304).with("ETag", row.etag());
            }
            return representation(request, projection, 200, row);
        };
    }

    Supplier<Answer> post(Request request) {
        request.options().only(OPTIONS);
        ObjectNode changes = new Payload(organisation).read(request.call().body());
        Projection projection = request.projection(organisation.lead());
        return () -> {
            access.require("prvCreateLead");
            access.columns().check(organisation.lead(), changes, ColumnSecurity.Right.CREATE);
            UUID id = Optional.ofNullable(changes.get("leadid"))
                    .map(JsonNode::textValue)
                    .map(UUID::fromString)
                    .orElseGet(UUID::randomUUID);
            return written(request, projection, 201, writer.create(id, changes), id.toString());
        };
    }

    Supplier<Answer> patch(Request request, LeadAddress address) {
        request.options().only(OPTIONS);
        Preconditions conditions = Preconditions.of(request.call());
        ObjectNode changes = new Payload(organisation).read(request.call().body());
        Projection projection = request.projection(organisation.lead());
        if (changes.has("leadid")) {
            throw new DataverseError(
                    400, DataverseError.ARGUMENT, "The id of a lead stands in the URL and is never updated.");
        }
        return () -> table.inTransaction(() -> {
            Optional<Row> found = conditions.mustExist() ? visible(address) : address.in(table);
            Row row = found.map(before -> update(before, changes, conditions))
                    .orElseGet(() -> create(address, changes, conditions));
            return written(request, projection, found.isPresent() ? 200 : 201, row, address.text());
        });
    }

    private Row update(Row before, ObjectNode changes, Preconditions conditions) {
        access.require("prvWriteLead");
        conditions.check(before);
        access.columns().check(organisation.lead(), changes, ColumnSecurity.Right.UPDATE);
        if (!conditions.mustExist()) {
            organisation.activeKey().ifPresent(changes::remove);
        }
        states.checkCall(changes);
        return writer.update(before, changes);
    }

    private Row create(LeadAddress address, ObjectNode changes, Preconditions conditions) {
        if (conditions.mustExist()) {
            throw address.missing();
        }
        access.require("prvCreateLead");
        access.columns().check(organisation.lead(), changes, ColumnSecurity.Right.CREATE);
        if (address.id() != null) {
            return writer.create(address.id(), changes);
        }
        String column = organisation.activeKey().orElseThrow();
        if (!changes.has(column)) {
            changes.put(column, address.key());
        }
        return writer.create(UUID.randomUUID(), changes);
    }

    Supplier<Answer> delete(Request request, LeadAddress address) {
        request.options().only(Set.of("tag"));
        Preconditions conditions = Preconditions.of(request.call());
        return () -> table.inTransaction(() -> {
            access.require("prvDeleteLead");
            Row row = visible(address).orElseThrow(address::missing);
            conditions.check(row);
            table.delete(row, organisation.applicationUser());
            return Answer.empty(204);
        });
    }

    private Optional<Row> visible(LeadAddress address) {
        return address.in(table).filter(access::sees);
    }

    private Answer written(Request request, Projection projection, int status, Row row, String entityId) {
        if (!request.prefer().representation()) {
            return Answer.empty(204)
                    .with("OData-EntityId", request.root() + "leads(" + Uris.encodePath(entityId) + ")");
        }
        access.require("prvReadLead");
        return representation(request, projection, status, row);
    }

    private Answer representation(Request request, Projection projection, int status, Row row) {
        ObjectNode body = request.context("leads" + projection.selected() + "/$entity");
        body.setAll(access.columns().shown(projection, row));
        return request.answer(status, body).with("ETag", row.etag());
    }
}
