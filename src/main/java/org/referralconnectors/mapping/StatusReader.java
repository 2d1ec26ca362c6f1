package org.referralconnectors.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code statuses:}, which add to the status reasons that every organisation has, or replace them. */
final class StatusReader {

    private static final Map<String, String> STOCK = Map.of(
            "Active", "0/2",
            "Closed/Lost", "2/4",
            "Closed/Declined", "2/6",
            "Closed/Expired", "2/7",
            "Closed/Error", "2/7");

    private final Problems problems;
    private final Map<String, String> leadMoves = new HashMap<>(STOCK);
    private final Set<String> newReasons = new HashSet<>(Set.of("0/1"));
    private final Set<String> seen = new HashSet<>();

    StatusReader(Problems problems) {
        this.problems = problems;
    }

    void read(Node node) {
        if (!(node instanceof SequenceNode list)) {
            problems.add(node, "statuses", "is not a list", "write - {referral: Closed/Lost, lead: 2/4}");
            return;
        }
        list.getValue().forEach(this::row);
        if (newReasons.contains(leadMoves.get("Active"))) {
            problems.add(node, "statuses", "the reason for Active counts as new", "give Active another open reason");
        }
    }

    private void row(Node node) {
        Keys keys = new Keys(node, "statuses", Set.of("referral", "lead"), problems);
        String referral = keys.required("referral", "write New, Active or Closed/...");
        String lead = keys.required("lead", "write statecode/statuscode, for example 2/4");
        if (referral == null || lead == null) {
            return;
        }
        String state = expectedState(referral);
        if (state == null) {
            keys.problem("referral", referral + " has no lead status of its own", "use New, Active or Closed/...");
        } else if (!lead.matches(state + "/\\d{1,9}")) {
            keys.problem("lead", lead + " does not fit " + referral, "write " + state + "/ and the status reason");
        } else {
            put(keys, referral, lead);
        }
    }

    /** A lead is never qualified by hand, so nothing stands for a referral that was won. */
    private static String expectedState(String referral) {
        if (referral.equals("New") || referral.equals("Active")) {
            return "0";
        }
        return referral.startsWith("Closed/") && !StatusTable.isWon(referral) ? "2" : null;
    }

    private void put(Keys keys, String referral, String lead) {
        if (referral.equals("New")) {
            newReasons.add(lead);
        } else if (seen.add(referral)) {
            leadMoves.put(referral, lead);
        } else {
            keys.problem("referral", referral + " stands here twice", "keep one of them");
        }
    }

    StatusField field(Row row) {
        Set<String> leadStatuses = new TreeSet<>(leadMoves.values());
        leadStatuses.addAll(newReasons);
        return new StatusField(row, new StatusTable(leadMoves, newReasons), leadStatuses);
    }

    /** The table as text, the same for the same table. */
    String text() {
        return new TreeMap<>(leadMoves) + " " + new TreeSet<>(newReasons);
    }
}
