package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions by which an organisation is learned, and the answers so far. Lengths, limits and options of a column
 * show only after a cast to its type, one cast per request.
 */
public final class Learning {

    private record Question(String path, String query) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEAD = "EntityDefinitions(LogicalName='lead')";
    private static final String CAST = LEAD + "/Attributes/Microsoft.Dynamics.CRM.";
    private static final String RANGE = "$select=LogicalName,MinValue,MaxValue";
    private static final String OPTIONS = "$select=LogicalName&$expand=OptionSet($select=Options)";

    private static final List<Question> QUESTIONS = List.of(
            new Question("WhoAmI", null),
            new Question(LEAD + "/Attributes", "$select=LogicalName,AttributeType"),
            new Question(CAST + "StringAttributeMetadata", "$select=LogicalName,MaxLength"),
            new Question(CAST + "MemoAttributeMetadata", "$select=LogicalName,MaxLength"),
            new Question(CAST + "MoneyAttributeMetadata", RANGE + ",Precision"),
            new Question(CAST + "DecimalAttributeMetadata", RANGE + ",Precision"),
            new Question(CAST + "IntegerAttributeMetadata", RANGE),
            new Question(CAST + "DateTimeAttributeMetadata", "$select=LogicalName,DateTimeBehavior"),
            new Question(CAST + "PicklistAttributeMetadata", OPTIONS),
            new Question(CAST + "StateAttributeMetadata", OPTIONS),
            new Question(CAST + "StatusAttributeMetadata", OPTIONS),
            new Question("transactioncurrencies", "$select=transactioncurrencyid,isocurrencycode,currencyprecision"));

    private final Deque<Question> open = new ArrayDeque<>(QUESTIONS);
    private final Map<String, ObjectNode> columns = new LinkedHashMap<>();
    private String organizationId;
    private JsonNode currencies;

    public boolean isMore() {
        return !open.isEmpty();
    }

    public String getPath() {
        return open.element().path();
    }

    /** Null where the question has none. */
    public String getQuery() {
        return open.element().query();
    }

    void answer(JsonNode answer) {
        Question asked = open.remove();
        if (asked.path().equals("WhoAmI")) {
            organizationId = answer.path("OrganizationId").asText();
        } else if (asked.path().equals("transactioncurrencies")) {
            currencies = answer.path("value");
        } else {
            answer.path("value").forEach(this::column);
        }
    }

    String organizationId() {
        return organizationId;
    }

    JsonNode currencies() {
        return currencies;
    }

    /** By logical name, everything that was answered about the column. */
    Map<String, ObjectNode> columns() {
        return columns;
    }

    private void column(JsonNode row) {
        columns.computeIfAbsent(row.path("LogicalName").asText(), name -> JSON.createObjectNode())
                .setAll((ObjectNode) row);
    }
}
