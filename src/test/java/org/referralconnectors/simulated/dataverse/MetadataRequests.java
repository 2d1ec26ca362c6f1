package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Answer;

/**
 * {@code GET EntityDefinitions(LogicalName='lead')} and what hangs below it; {@code $select}, and options by expanding.
 */
final class MetadataRequests {
    private static final String NAMESPACE = "Microsoft.Dynamics.CRM.";
    private static final Pattern PATH = Pattern.compile(
            "EntityDefinitions\\(LogicalName='(\\w+)'\\)(?:/(Keys|Attributes)(?:/Microsoft\\.Dynamics\\.CRM\\.(\\w+))?)?");
    private static final Pattern EXPAND = Pattern.compile("OptionSet(?:\\(\\$select=([\\w,]+)\\))?");

    private final Organisation organisation;
    private final Access access;

    MetadataRequests(Organisation organisation, Access access) {
        this.organisation = organisation;
        this.access = access;
    }

    Supplier<Answer> get(Request request, String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw DataverseError.query("Resource not found for the segment '" + path + "'.");
        }
        Answer answer = request.answer(200, body(request, parts));
        return () -> {
            access.require("prvReadEntity");
            return answer;
        };
    }

    private ObjectNode body(Request request, Matcher path) {
        if (!path.group(1).equals("lead")) {
            throw new DataverseError(
                    404, DataverseError.NO_SUCH_ID, "Could not find an entity with name " + path.group(1) + ".");
        }
        if (path.group(2) == null) {
            ObjectNode entity = Metadata.entity(organisation);
            return request.context("EntityDefinitions/$entity").setAll(selected(request, "EntityMetadata", entity));
        }
        ObjectNode body = request.context("EntityDefinitions('lead')/" + path.group(2));
        rows(request, path).forEach(row -> body.withArray("value").add(row));
        body.withArray("value");
        return body;
    }

    private Stream<ObjectNode> rows(Request request, Matcher path) {
        if (path.group(2).equals("Keys")) {
            return Metadata.keys(organisation).map(key -> selected(request, "EntityKeyMetadata", key));
        }
        if (path.group(3) == null) {
            return columns()
                    .map(column ->
                            selected(request, "AttributeMetadata", Metadata.attribute(column, access.columns())));
        }
        if (Stream.of(ColumnType.values()).noneMatch(type -> type.cast().equals(path.group(3)))) {
            throw DataverseError.query("Resource not found for the segment '" + NAMESPACE + path.group(3) + "'.");
        }
        return columns()
                .filter(column -> column.type().cast().equals(path.group(3)))
                .map(column -> typed(request, path.group(3), column));
    }

    private Stream<Column> columns() {
        return organisation.lead().columns().values().stream();
    }

    private ObjectNode typed(Request request, String cast, Column column) {
        request.options().only(Set.of("$select", "$expand"));
        ObjectNode row = select(
                Metadata.typed(column, access.columns()), request.options().get("$select"), cast);
        request.options().get("$expand").ifPresent(expand -> {
            Matcher options = EXPAND.matcher(expand);
            if (!column.type().isChoice() || !options.matches()) {
                throw DataverseError.unknownColumn(expand, cast);
            }
            row.set(
                    "OptionSet",
                    select(Metadata.optionSet(column), Optional.ofNullable(options.group(1)), "OptionSet"));
        });
        return row;
    }

    private static ObjectNode selected(Request request, String type, ObjectNode row) {
        return select(row, request.options().only(Set.of("$select")).get("$select"), type);
    }

    private static ObjectNode select(ObjectNode row, Optional<String> select, String type) {
        if (select.isEmpty()) {
            return row;
        }
        List<String> names = new ArrayList<>(List.of(select.get().split(",", -1)));
        for (String name : names) {
            if (!row.has(name) || name.startsWith("@")) {
                throw DataverseError.unknownColumn(name, type);
            }
        }
        names.add("MetadataId");
        names.add("@odata.type");
        return row.retain(names);
    }
}
