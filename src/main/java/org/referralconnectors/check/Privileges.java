package org.referralconnectors.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the application user's roles let it do what the flows do. */
final class Privileges {

    private static final String READ = "prvReadLead";
    private static final List<String> NEEDED = List.of(
            READ,
            "prvCreateLead",
            "prvWriteLead",
            "prvAppendLead",
            "prvAppendToLead",
            "prvReadTransactionCurrency",
            "prvReadUser",
            "prvReadEntity",
            "prvReadAttribute");

    private final boolean assigns;
    private final Report report;

    /** @param assigns whether new leads are given to somebody */
    Privileges(boolean assigns, Report report) {
        this.assigns = assigns;
        this.report = report;
    }

    void look(JsonNode held) {
        Map<String, String> depths = new HashMap<>();
        held.forEach(privilege -> depths.merge(
                privilege.path("PrivilegeName").asText(),
                privilege.path("Depth").asText(),
                (one, other) -> one.equals("Global") ? one : other));
        if (depths.isEmpty() || depths.containsKey("")) {
            report.note(DynamicsCheck.WHERE, "privileges", "this organisation does not list them by name");
            return;
        }
        List<String> lacking =
                needed().stream().filter(name -> !depths.containsKey(name)).toList();
        if (!lacking.isEmpty()) {
            report.mend(
                    DynamicsCheck.WHERE,
                    "privileges",
                    "the application user lacks " + String.join(", ", lacking),
                    "give them to its security role: " + Portal.ROLES);
        } else {
            report.ok(DynamicsCheck.WHERE, "privileges", "all that the flows need");
        }
        organisationWide(depths);
    }

    private List<String> needed() {
        List<String> all = new ArrayList<>(NEEDED);
        if (assigns) {
            all.add("prvAssignLead");
        }
        return all;
    }

    private void organisationWide(Map<String, String> depths) {
        if (!depths.getOrDefault(READ, "Global").equals("Global")) {
            report.mend(
                    DynamicsCheck.WHERE,
                    "organisation-wide read",
                    "leads can be read at depth " + depths.get(READ) + " only, and change tracking wants them all",
                    "set Read on Lead to Organization: " + Portal.ROLES + ", or set dynamics.poll-mode = modified-on");
        }
        if (!depths.getOrDefault("prvWriteLead", "Global").equals("Global")) {
            report.note(
                    DynamicsCheck.WHERE,
                    "organisation-wide write",
                    "leads can be written at depth " + depths.get("prvWriteLead")
                            + " only: those that other people own may be refused");
        }
    }
}
