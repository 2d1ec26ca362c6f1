package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The paths that may be patched, each with what it takes. Where the documentation doesn't say that null will do, it
 * won't.
 */
enum PatchablePath {
    CAMPAIGN("/campaignId", PatchablePath::textOrNull),
    CONSENT("/consent/consentToShareReferralWithMicrosoftSellers", JsonNode::isBoolean),
    CONTACTS("/customerProfile/team", PatchablePath::members),
    CONTACT("/customerProfile/team/-", PatchablePath::member),
    CLOSING_DATE("/details/closingDateTime", PatchablePath::time),
    CURRENCY("/details/currency", PatchablePath::currency),
    DEAL_VALUE("/details/dealValue", PatchablePath::amount),
    NOTES("/details/notes", PatchablePath::textOrNull),
    SOLUTIONS("/details/requirements/solutions", PatchablePath::solutions),
    SOLUTION("/details/requirements/solutions/-", PatchablePath::solution),
    EXTERNAL_REFERENCE("/externalReferenceId", PatchablePath::textOrNull),
    PROGRAM("/referralProgram", PatchablePath::textOrNull),
    SALES_STAGE("/salesStage", PatchablePath::salesStage),
    STATUS("/status", JsonNode::isTextual),
    SUBSTATUS("/substatus", JsonNode::isTextual),
    STATUS_REASON("/statusReason", PatchablePath::textOrNull),
    SELLERS("/team", PatchablePath::members),
    SELLER("/team/-", PatchablePath::member);

    private static final Set<String> STAGES =
            Set.of("Qualify", "Develop", "Propose", "Close", "10", "20", "40", "60", "80", "100");
    private static final Set<String> MEMBER =
            Set.of("firstName", "lastName", "phoneNumber", "email", "title", "contactPreference");

    private final String path;
    private final Predicate<JsonNode> takes;

    PatchablePath(String path, Predicate<JsonNode> takes) {
        this.path = path;
        this.takes = takes;
    }

    static PatchablePath of(String path) {
        return Arrays.stream(values())
                .filter(known -> known.path.equals(path))
                .findAny()
                .orElseThrow(() -> ReferralError.invalid("path", "The path " + path + " can't be changed."));
    }

    void check(String op, JsonNode value, boolean numericDealValue) {
        if (path.endsWith("/-") && !op.equals("add")) {
            throw ReferralError.invalid("op", "The end of a list takes add only.");
        }
        boolean unexpectedNumber = this == DEAL_VALUE && value.isNumber() && !numericDealValue;
        if (unexpectedNumber || !takes.test(value)) {
            throw ReferralError.invalid(path, "The value is not valid for " + path + ".");
        }
    }

    private static boolean textOrNull(JsonNode value) {
        return value.isTextual() || value.isNull();
    }

    private static boolean time(JsonNode value) {
        try {
            return value.isTextual() && OffsetDateTime.parse(value.asText()) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean currency(JsonNode value) {
        return value.isTextual()
                && Currency.getAvailableCurrencies().stream()
                        .anyMatch(known -> known.getCurrencyCode().equals(value.asText()));
    }

    private static boolean amount(JsonNode value) {
        try {
            return (value.isTextual() || value.isNumber()) && new BigDecimal(value.asText()).signum() >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean salesStage(JsonNode value) {
        return value.isTextual() && STAGES.contains(value.asText());
    }

    private static boolean members(JsonNode value) {
        return all(value, PatchablePath::member);
    }

    private static boolean member(JsonNode value) {
        return value.isObject()
                && value.properties().stream()
                        .allMatch(each -> MEMBER.contains(each.getKey())
                                && (each.getKey().equals("contactPreference") || textOrNull(each.getValue())));
    }

    private static boolean solutions(JsonNode value) {
        return all(value, PatchablePath::solution);
    }

    private static boolean solution(JsonNode value) {
        return value.isObject() && value.path("id").isTextual();
    }

    private static boolean all(JsonNode list, Predicate<JsonNode> each) {
        if (!list.isArray()) {
            return false;
        }
        for (JsonNode entry : list) {
            if (!each.test(entry)) {
                return false;
            }
        }
        return true;
    }
}
