package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.referralconnectors.simulated.Answer;

/** Reads of what stands beside the leads: who the caller is, and the tables that leads point to. */
final class ReferenceRequests {
    private final Organisation organisation;

    ReferenceRequests(Organisation organisation) {
        this.organisation = organisation;
    }

    /** @param key what stands in parentheses behind the name, null when there are none */
    Supplier<Answer> get(Request request, String name, String key) {
        if (name.equals("WhoAmI")) {
            request.options().only(Set.of());
            return () -> whoAmI(request);
        }
        Reference reference = Optional.ofNullable(organisation.references().get(name))
                .orElseThrow(() -> DataverseError.unknownSegment(name));
        return key == null ? list(request, reference) : one(request, reference, key);
    }

    private Answer whoAmI(Request request) {
        ObjectNode body = request.context("Microsoft.Dynamics.CRM.WhoAmIResponse")
                .put("BusinessUnitId", organisation.businessUnit().toString())
                .put("UserId", organisation.applicationUser().toString())
                .put("OrganizationId", organisation.id().toString());
        return request.answer(200, body);
    }

    private static Supplier<Answer> list(Request request, Reference reference) {
        Listing listing = new Listing(reference.table(), request);
        List<Row> rows = reference.rows().entrySet().stream()
                .map(row -> new Row(row.getKey(), 1, row.getValue()))
                .toList();
        return () -> listing.of(() -> rows);
    }

    private static Supplier<Answer> one(Request request, Reference reference, String key) {
        request.options().only(Set.of("$select"));
        UUID id = Literals.guid(key).orElseThrow(DataverseError::syntax);
        Projection projection = request.projection(reference.table());
        return () -> {
            ObjectNode values = Optional.ofNullable(reference.rows().get(id))
                    .orElseThrow(
                            () -> DataverseError.noSuchRow(reference.table().entity(), id));
            ObjectNode body = request.context(reference.table().set() + projection.selected() + "/$entity");
            return request.answer(200, body.setAll(projection.of(new Row(id, 1, values))));
        };
    }
}
