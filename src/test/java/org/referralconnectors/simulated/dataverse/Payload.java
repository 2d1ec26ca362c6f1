package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the body of a write to the lead table into stored values by property; null clears a column. */
final class Payload {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String BIND = "@odata.bind";
    private static final Pattern LINK = Pattern.compile("(?:https://[^/]+/api/data/v9\\.\\d/|/)?(\\w+)\\(([^()]*)\\)");

    private final Organisation organisation;

    Payload(Organisation organisation) {
        this.organisation = organisation;
    }

    ObjectNode read(byte[] body) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        parse(body).forEachEntry((name, value) -> read(name, value, changes));
        return changes;
    }

    private static ObjectNode parse(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw DataverseError.payload("An entry in the form of a JSON object was expected.");
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw DataverseError.payload("The body is not JSON in UTF-8.");
        }
    }

    private void read(String name, JsonNode value, ObjectNode changes) {
        if (name.endsWith(BIND)) {
            bind(name.substring(0, name.length() - BIND.length()), value, changes);
        } else if (name.contains("@")) {
            type(name, value);
        } else {
            changes.set(name, Literals.stored(writable(name), value));
        }
    }

    private Column writable(String name) {
        Column column = organisation.lead().columns().get(name);
        if (column == null) {
            throw undeclared(name);
        }
        if (column.type().isReference()) {
            throw DataverseError.query("CRM do not support direct update of Entity Reference properties,"
                    + " Use Navigation properties instead.");
        }
        if (!column.creatable()) {
            throw new DataverseError(400, DataverseError.ARGUMENT, "The column '" + name + "' is read-only.");
        }
        return column;
    }

    private void bind(String navigation, JsonNode value, ObjectNode changes) {
        Column column = organisation.lead().columns().values().stream()
                .filter(candidate -> candidate.binds().containsKey(navigation))
                .findFirst()
                .orElseThrow(() -> undeclared(navigation));
        Matcher link = LINK.matcher(value.asText());
        if (!value.isTextual()
                || !link.matches()
                || !column.binds().get(navigation).contains(link.group(1))) {
            throw DataverseError.payload(
                    "The value of '" + navigation + BIND + "' is not a link to a row that it may hold.");
        }
        UUID id = Literals.guid(link.group(2)).orElseThrow(() -> DataverseError.payload("A link needs the row's id."));
        changes.set(column.property(), TextNode.valueOf(existing(link.group(1), id)));
    }

    private String existing(String set, UUID id) {
        Reference reference = organisation.references().get(set);
        if (!reference.rows().containsKey(id)) {
            throw DataverseError.noSuchRow(reference.table().entity(), id);
        }
        if (set.equals("transactioncurrencies")
                && reference.rows().get(id).path("statecode").asInt() == 1) {
            throw deactivated(id);
        }
        return id.toString();
    }

    /**
     * Microsoft's pages on currencies: a deactivated one is kept in the records that have it, and can't be assigned to
     * others. Which code the service gives is not documented.
     */
    private static DataverseError deactivated(UUID id) {
        return new DataverseError(
                400, DataverseError.ARGUMENT, "The currency " + id + " is not active and can't be assigned.");
    }

    private static void type(String name, JsonNode value) {
        if (!name.equals("@odata.type")
                || !Set.of("#Microsoft.Dynamics.CRM.lead", "Microsoft.Dynamics.CRM.lead")
                        .contains(value.asText())) {
            throw DataverseError.payload("The annotation '" + name + "' is not expected here.");
        }
    }

    private static DataverseError undeclared(String name) {
        return DataverseError.payload(
                "InnerException : Microsoft.OData.ODataException: An undeclared property '" + name
                        + "' which only has property annotations in the payload but no property value was found in the payload.");
    }
}
