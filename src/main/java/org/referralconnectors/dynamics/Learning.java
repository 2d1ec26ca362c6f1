package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.values.Guid;

/**
 * The questions by which an organisation is learned, and the answers so far. Lengths, limits and options of a column
 * show only after a cast to its type, one cast per request. What the application user may do with columns under column
 * security is asked where there are any.
 */
public final class Learning {

    private record Question(String path, String query) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEAD = "EntityDefinitions(LogicalName='lead')";
    private static final String CAST = LEAD + "/Attributes/Microsoft.Dynamics.CRM.";
    private static final String RANGE = "$select=LogicalName,MinValue,MaxValue";
    private static final String OPTIONS = "$select=LogicalName&$expand=OptionSet($select=Options)";

    private static final String RIGHTS = "/Microsoft.Dynamics.CRM.RetrievePrincipalAttributePrivileges()";

    private static final List<Question> QUESTIONS = List.of(
            new Question("WhoAmI", null),
            new Question(LEAD + "/Attributes", "$select=LogicalName,AttributeType,IsSecured"),
            new Question(CAST + "StringAttributeMetadata", "$select=LogicalName,MaxLength"),
            new Question(CAST + "MemoAttributeMetadata", "$select=LogicalName,MaxLength"),
            new Question(CAST + "MoneyAttributeMetadata", RANGE + ",Precision"),
            new Question(CAST + "DecimalAttributeMetadata", RANGE + ",Precision"),
            new Question(CAST + "IntegerAttributeMetadata", RANGE),
            new Question(CAST + "DateTimeAttributeMetadata", "$select=LogicalName,DateTimeBehavior"),
            new Question(CAST + "PicklistAttributeMetadata", OPTIONS),
            new Question(CAST + "StateAttributeMetadata", OPTIONS),
            new Question(CAST + "StatusAttributeMetadata", OPTIONS),
            new Question(
                    "transactioncurrencies",
                    "$select=transactioncurrencyid,isocurrencycode,currencyprecision,statecode"));

    private final Deque<Question> open = new ArrayDeque<>(QUESTIONS);
    private final Map<String, ObjectNode> columns = new LinkedHashMap<>();
    private JsonNode who;
    private JsonNode currencies;
    private JsonNode rights;

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
            who = answer;
        } else if (asked.path().equals("transactioncurrencies")) {
            currencies = answer.path("value");
        } else if (asked.path().endsWith(RIGHTS)) {
            rights = answer.path("AttributePrivileges");
        } else {
            answer.path("value").forEach(this::column);
        }
        if (!isMore() && rights == null && columns.values().stream().anyMatch(Definitions::isSecured)) {
            Guid.read(who.path("UserId").asText())
                    .ifPresent(user -> open.add(new Question("systemusers(" + user + ")" + RIGHTS, null)));
        }
    }

    String organizationId() {
        return who.path("OrganizationId").asText();
    }

    Organisation organisation() {
        JsonNode known = rights == null ? MissingNode.getInstance() : rights;
        return new Definitions(columns, known).organisation(organizationId(), currencies);
    }

    private void column(JsonNode row) {
        columns.computeIfAbsent(row.path("LogicalName").asText(), name -> JSON.createObjectNode())
                .setAll((ObjectNode) row);
    }
}
