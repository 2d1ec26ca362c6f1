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
import java.util.Set;
import java.util.TreeSet;
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
    private static final String WHO_AM_I = "WhoAmI";
    private static final String CURRENCIES = "transactioncurrencies";

    /** Those that every organisation has on its leads; the types' lists below name them. */
    private static final Set<String> TYPES =
            Set.of("String", "Memo", "Money", "Decimal", "Integer", "DateTime", "Picklist", "State", "Status");

    private static final Set<String> NEEDED = Set.of("leadid", "subject", "statecode", "statuscode");
    private static final int TOLERATED = 3;

    private static final String LEAD = "EntityDefinitions(LogicalName='lead')";
    private static final String CAST = LEAD + "/Attributes/Microsoft.Dynamics.CRM.";
    private static final String RANGE = "$select=LogicalName,MinValue,MaxValue";
    private static final String OPTIONS = "$select=LogicalName&$expand=OptionSet($select=Options)";

    private static final String RIGHTS = "/Microsoft.Dynamics.CRM.RetrievePrincipalAttributePrivileges()";

    private static final List<Question> QUESTIONS = List.of(
            new Question(WHO_AM_I, null),
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
            new Question(CURRENCIES, "$select=transactioncurrencyid,isocurrencycode,currencyprecision,statecode"));

    private final Deque<Question> open = new ArrayDeque<>(QUESTIONS);
    private final Set<String> typed = new TreeSet<>();
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

    /** @throws OddAnswer when it is not what was asked for */
    void answer(JsonNode answer) {
        Question asked = open.remove();
        if (asked.path().equals(WHO_AM_I)) {
            require(!organizationId(answer).isEmpty(), asked);
            who = answer;
        } else if (asked.path().endsWith(RIGHTS)) {
            require(answer != null && answer.path("AttributePrivileges").isArray(), asked);
            rights = answer.path("AttributePrivileges");
        } else {
            list(rows(answer, asked), asked);
        }
        if (!isMore() && rights == null && columns.values().stream().anyMatch(Definitions::isSecured)) {
            Guid.read(who.path("UserId").asText())
                    .ifPresent(user -> open.add(new Question("systemusers(" + user + ")" + RIGHTS, null)));
        }
    }

    private void list(JsonNode rows, Question asked) {
        if (asked.path().equals(CURRENCIES)) {
            rows.forEach(row ->
                    require(row.hasNonNull("isocurrencycode") && row.hasNonNull("transactioncurrencyid"), asked));
            currencies = rows;
        } else {
            rows.forEach(row -> column(row, asked));
        }
    }

    /** The organisation that an answer to {@code WhoAmI} names; empty where it names none. */
    static String organizationId(JsonNode answer) {
        String id = answer == null ? "" : answer.path("OrganizationId").asText();
        return Guid.isOne(id) ? id : "";
    }

    String organizationId() {
        return who.path("OrganizationId").asText();
    }

    Organisation organisation() {
        JsonNode known = rights == null ? MissingNode.getInstance() : rights;
        return new Definitions(columns, known).organisation(organizationId(), currencies);
    }

    /**
     * Every list bears the others out: a column of a type is in the list of that type, and the other way round. A few
     * may differ, since an organisation may change between two questions.
     *
     * @throws OddAnswer when a list lacks more than that, or a column without which there is no lead
     */
    void requireWhole() {
        Set<String> listed = new TreeSet<>();
        columns.forEach((name, row) -> {
            if (TYPES.contains(row.path("AttributeType").asText())) {
                listed.add(name);
            }
        });
        int tolerated = Math.max(TOLERATED, Math.max(listed.size(), typed.size()) / 20);
        if (!columns.keySet().containsAll(NEEDED) || differ(listed, typed) > tolerated) {
            throw new OddAnswer("the lists of the lead's columns are not whole: they don't agree with each other");
        }
    }

    private static int differ(Set<String> some, Set<String> others) {
        Set<String> either = new TreeSet<>(some);
        either.addAll(others);
        Set<String> both = new TreeSet<>(some);
        both.retainAll(others);
        return either.size() - both.size();
    }

    private void column(JsonNode row, Question asked) {
        String name = row.path("LogicalName").asText();
        require(row.isObject() && !name.isEmpty(), asked);
        if (asked.path().startsWith(CAST)) {
            typed.add(name);
        }
        columns.computeIfAbsent(name, first -> JSON.createObjectNode()).setAll((ObjectNode) row);
    }

    private static JsonNode rows(JsonNode answer, Question asked) {
        JsonNode rows = answer == null ? MissingNode.getInstance() : answer.path("value");
        require(rows.isArray() && !rows.isEmpty(), asked);
        return rows;
    }

    private static void require(boolean holds, Question asked) {
        if (!holds) {
            throw new OddAnswer("the answer about " + asked.path() + " is not one, or an empty one");
        }
    }
}
