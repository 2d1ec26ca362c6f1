package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.referralconnectors.torture.Event.What;

/**
 * When edits have stopped, both sides agree. Where they may differ for good (a closed record, a seller's own value in a
 * column that only the referral fills, a status that goes no further) the application has to have said why.
 */
final class InStep {
    private final World world;
    private final Story story;

    InStep(World world, Story story) {
        this.world = world;
        this.story = story;
    }

    List<Violation> violations() {
        List<String> differences = new ArrayList<>();
        JsonNode referral = world.landscape().partnerCenter().get(story.referralId());
        List<JsonNode> leads = world.leads(story.referralId());
        boolean deleted = story.events().stream().anyMatch(event -> event.what() == What.DELETED);
        if (leads.isEmpty()) {
            if (!deleted && !isClosed(referral)) {
                differences.add("has no lead");
            }
        } else if (!isOutOfScope(referral)) {
            compare(referral, leads.get(0), differences);
        }
        return differences.stream()
                .map(text -> new Violation("apart", story.referralId(), text))
                .toList();
    }

    private void compare(JsonNode referral, JsonNode lead, List<String> differences) {
        Map<Mapped, String> left = Mapped.values(Side.REFERRAL, referral);
        Map<Mapped, String> right = Mapped.values(Side.LEAD, lead);
        boolean closed = isClosed(referral) || lead.path("statecode").asInt() != 0;
        left.forEach((mapped, value) -> {
            String other = right.get(mapped);
            if (!value.equals(other) && !closed && !isSellersOwn(mapped, value)) {
                differences.add(mapped.field + " is \"" + value + "\" and \"" + other + "\"");
            }
        });
        String named = referral.path("externalReferenceId").asText("");
        if (!closed && !named.equals(lead.path("leadid").asText())) {
            differences.add("names lead \"" + named + "\"");
        }
        String status = Mapped.status(Side.REFERRAL, referral);
        String state = Mapped.status(Side.LEAD, lead);
        if (!isInStep(status, state) && !isExplained("status")) {
            differences.add("status is " + status + " and " + state + ", and nothing says why");
        }
    }

    /**
     * A seller changed what only the referral fills, or found the column filled: that stays until the referral changes.
     * The application says so, too.
     */
    private boolean isSellersOwn(Mapped mapped, String referralValue) {
        if (mapped.bothWays) {
            return false;
        }
        Optional<Event> last = Optional.empty();
        String before = "";
        for (Event event : story.events()) {
            if (event.side() == Side.LEAD && event.isChange() && event.what() != What.DELETED) {
                String value = event.values().get(mapped);
                last = value.equals(before) ? last : Optional.of(event);
                before = value;
            }
        }
        boolean sellers = last.isPresent() && !last.get().ours();
        return sellers && (referralValue.isEmpty() || isExplained(mapped.field));
    }

    /** Closed before the application knew its lead. */
    private boolean isOutOfScope(JsonNode referral) {
        boolean untouched = story.events().stream().noneMatch(event -> event.ours() && event.isChange());
        return isClosed(referral)
                && untouched
                && world.store().decisions(story.referralId()).stream()
                        .anyMatch(decision -> decision.outcome().startsWith("out of scope"));
    }

    private boolean isExplained(String field) {
        return world.store().decisions(story.referralId()).stream()
                .anyMatch(decision -> String.valueOf(decision.skipped()).contains('"' + field + '"'));
    }

    private static boolean isClosed(JsonNode referral) {
        return referral.path("status").asText().equals("Closed");
    }

    private static boolean isInStep(String referral, String lead) {
        boolean open = lead.startsWith("0/");
        return switch (referral) {
            case "New/Pending", "New/Received" -> lead.equals("0/1");
            case "Active/Accepted" -> open && !lead.equals("0/1") || lead.equals("1/3");
            case "Closed/Won" -> lead.equals("1/3");
            default -> lead.startsWith("2/");
        };
    }
}
