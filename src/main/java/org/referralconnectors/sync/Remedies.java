package org.referralconnectors.sync;

import java.util.Map;
import java.util.Set;

/** What an operator can do about a refusal of either system, by its error code or status. */
final class Remedies {

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry(
                    "0x80040220",
                    "give the application user's security role the missing privilege on leads, then replay"),
            Map.entry("0x80048306", "give the application user access to the lead, then replay"),
            Map.entry(
                    "0x80072560", "create the application user for dynamics.client-id in the environment, then replay"),
            Map.entry("0x80040225", "enable the application user of dynamics.client-id in the environment"),
            Map.entry("0x8004d24b", "give the user of dynamics.client-id a licence, or let it be an application user"),
            Map.entry("0x80044331", "shorten the text in Partner Center or widen the column, then replay"),
            Map.entry("0x8004432f", "correct the number in Partner Center or the column's range, then replay"),
            Map.entry("0x80044330", "correct the amount in Partner Center or the column's range, then replay"),
            Map.entry(
                    "0x80048d19",
                    "a column of mapping.yaml has another name or type in this organisation: correct it, then replay"),
            Map.entry(
                    "0x80060888", "a column of mapping.yaml is unknown in this organisation: correct it, then replay"),
            Map.entry(
                    "0x80040265", "a plug-in of the organisation refused the write: mend it or its data, then replay"),
            Map.entry(
                    "0x80040333",
                    "duplicate detection refused the lead: merge or link the one that is there, then replay"),
            Map.entry("0x8006088a", "a name in mapping.yaml can't stand in an address: correct it, then replay"));

    private static final Map<Integer, String> BY_STATUS = Map.of(
            400, "correct what the fields hold or mapping.yaml, then replay",
            403, "give the account the role that the operation needs, then replay",
            404, "the record is not there or the account can't see it: check address and roles, then replay or drop",
            409, "something changes the record again and again while it is worked on: find it, then replay",
            410, "the record is gone: drop the request",
            412, "something changes the record again and again while it is worked on: find it, then replay",
            422, "correct what the fields hold, then replay",
            423, "somebody has the record locked: find out who, then replay");

    /** For those that were tried again, in vain. */
    private static final String BUSY = "see the service's own status page; once it answers again, replay";

    private static final String OTHER = "look at the reason, mend it, then replay";

    private Remedies() {}

    static Set<String> codes() {
        return BY_CODE.keySet();
    }

    static Set<Integer> statuses() {
        return BY_STATUS.keySet();
    }

    /** Entra ID gave the token, so it is not the secret: the API does not want who stands in it. */
    static String ofRefusedToken(String system) {
        return "dynamics".equals(system)
                ? "check dynamics.url, dynamics.tenant-id and dynamics.client-id, and its application user there"
                : "check partner-center.tenant-id, .client-id, .scope, or sign in anew with a second factor (login)";
    }

    /** Its columns are there in every organisation, so that it is how it asks. */
    static String ofRefusedPoll() {
        return "if change tracking of the table lead is off, turn it on, or set dynamics.poll-mode = modified-on";
    }

    /** What is between us and the system, or no longer where it was. */
    static String ofAnotherAnswer(String system) {
        String address = "dynamics".equals(system) ? "dynamics.url and dynamics.api-version" : "partner-center.api-url";
        return "a proxy, a firewall or a maintenance page answers in its place: look at those, and at " + address;
    }

    static String of(int status, String code) {
        String byStatus = BY_STATUS.getOrDefault(status, status >= 500 ? BUSY : OTHER);
        return BY_CODE.getOrDefault(code, byStatus);
    }

    /** Whether trying again is in vain whatever the status: duplicate detection may answer 412 or 500. */
    static boolean isForGood(String code) {
        return BY_CODE.containsKey(code);
    }
}
