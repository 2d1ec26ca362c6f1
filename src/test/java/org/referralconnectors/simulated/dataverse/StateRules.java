package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Which state and status reason a lead may be given. */
final class StateRules {
    static final String STATE = "statecode";
    static final String REASON = "statuscode";
    private static final int OPEN = 0;
    private static final int QUALIFIED = 1;

    private final Organisation organisation;

    StateRules(Organisation organisation) {
        this.organisation = organisation;
    }

    /**
     * What only calls of the Web API are held to. Stricter than the service, which guesses the missing half of a pair
     * and flips a lead to qualified without qualifying it.
     */
    void checkCall(ObjectNode changes) {
        if (changes.has(STATE) != changes.has(REASON)) {
            throw pair("statecode and statuscode have to be sent together.");
        }
        if (changes.path(STATE).asInt() == QUALIFIED) {
            throw pair("A lead becomes qualified by QualifyLead only.");
        }
    }

    /** A new lead is open; its reason may be any of the open ones. */
    void checkNew(ObjectNode changes) {
        if (changes.has(STATE)) {
            throw pair("State code is invalid or state code is valid but status code is invalid for a new lead.");
        }
        if (changes.has(REASON) && stateOf(changes.get(REASON).intValue()) != OPEN) {
            throw pair(changes.get(REASON) + " is not a valid status code for state code LeadState.Open.");
        }
    }

    void checkChange(ObjectNode before, ObjectNode changes) {
        int state = changes.has(STATE) ? changes.get(STATE).intValue() : stateOf(before);
        int reason = changes.has(REASON)
                ? changes.get(REASON).intValue()
                : before.path(REASON).intValue();
        if (stateOf(reason) != state) {
            throw pair(reason + " is not a valid status code for state code " + state + ".");
        }
        if (stateOf(before) != OPEN
                && organisation.has(Policy.CLOSED_LEADS_READ_ONLY)
                && !isReopening(state, changes)) {
            throw new DataverseError(
                    400, DataverseError.PLUG_IN, "This lead is closed and can't be changed; reopen it first.");
        }
    }

    int defaultReason(int state) {
        return option(STATE, state).defaultStatus();
    }

    int stateOf(int reason) {
        return option(REASON, reason).state();
    }

    static int stateOf(ObjectNode lead) {
        return lead.path(STATE).intValue();
    }

    private static boolean isReopening(int state, ObjectNode changes) {
        return state == OPEN
                && changes.has(STATE)
                && changes.properties().stream()
                        .allMatch(change -> Set.of(STATE, REASON).contains(change.getKey()));
    }

    private Option option(String column, int value) {
        return organisation.lead().columns().get(column).options().stream()
                .filter(option -> option.value() == value)
                .findFirst()
                .orElseThrow();
    }

    private static DataverseError pair(String message) {
        return new DataverseError(400, DataverseError.STATUS_PAIR, message);
    }
}
