package org.referralconnectors.torture.observer;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the application has been told to do: the rows of the field map and the settings that the observer judges by.
 *
 * @param rows a field without one is not to be written
 * @param zone {@code sync.time-zone}
 * @param write {@code sync.write}
 * @param onLeadDeleted {@code sync.on-lead-deleted}
 */
public record Rules(Map<Mapped, Row> rows, ZoneId zone, String write, String onLeadDeleted) {

    /** {@code direction} and {@code winner} of a row, as {@code mapping.yaml} names them. */
    public record Row(String direction, String winner) {
        boolean carriesFrom(Side side) {
            return direction.equals("both") || direction.equals(side == Side.REFERRAL ? "to-lead" : "to-referral");
        }

        boolean isBothWays() {
            return direction.equals("both");
        }
    }

    /** The field map and the settings as they are delivered. */
    public static Rules asDelivered() {
        Map<Mapped, Row> rows = new EnumMap<>(Mapped.class);
        for (Mapped mapped : Mapped.values()) {
            if (mapped != Mapped.CAMPAIGN) {
                rows.put(
                        mapped, mapped.isTakenByReferrals() ? new Row("both", "lead") : new Row("to-lead", "referral"));
            }
        }
        return new Rules(rows, ZoneOffset.UTC, "both", "ignore");
    }

    public Rules with(Mapped mapped, String direction, String winner) {
        Map<Mapped, Row> changed = new EnumMap<>(rows);
        changed.put(mapped, new Row(direction, winner));
        return new Rules(changed, zone, write, onLeadDeleted);
    }

    public Rules without(Mapped mapped) {
        Map<Mapped, Row> fewer = new EnumMap<>(rows);
        fewer.remove(mapped);
        return new Rules(fewer, zone, write, onLeadDeleted);
    }

    public Rules in(String otherZone) {
        return new Rules(rows, ZoneId.of(otherZone), write, onLeadDeleted);
    }

    public Rules writing(String sides) {
        return new Rules(rows, zone, sides, onLeadDeleted);
    }

    public Rules whenDeleted(String policy) {
        return new Rules(rows, zone, write, policy);
    }

    /** Null where the field has none. */
    Row row(Mapped mapped) {
        return rows.get(mapped);
    }

    boolean mayWrite(Side side) {
        return write.equals("both") || write.equals(side == Side.REFERRAL ? "referral" : "lead");
    }

    boolean writesBoth() {
        return write.equals("both");
    }

    public Map<String, String> settings() {
        return Map.of("sync.time-zone", zone.getId(), "sync.write", write, "sync.on-lead-deleted", onLeadDeleted);
    }

    /** @param delivered {@code mapping.yaml} as it is delivered */
    public String fieldMap(String delivered) {
        String text = delivered;
        for (Map.Entry<Mapped, Row> row : rows.entrySet()) {
            text = row.getKey() == Mapped.CAMPAIGN ? added(text, row.getValue()) : changed(text, row);
        }
        return text;
    }

    private static String added(String text, Row row) {
        return text.replaceFirst(
                "\nfields:\n",
                "\nfields:\n  - {field: campaign, referral: /campaignId, lead: websiteurl, direction: "
                        + row.direction() + ", winner: " + row.winner() + "}\n");
    }

    /** The first direction and winner behind the field's name are its own. */
    private static String changed(String text, Map.Entry<Mapped, Row> row) {
        if (!row.getKey().hasARowOfItsOwn()) {
            return text;
        }
        Pattern rule = Pattern.compile(
                "(field: " + row.getKey().field + "[,\n].*?direction: )[a-z-]+(.*?winner: )[a-z]+", Pattern.DOTALL);
        Matcher found = rule.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("mapping.yaml has no row " + row.getKey().field);
        }
        return found.replaceFirst(
                "$1" + row.getValue().direction() + "$2" + row.getValue().winner());
    }
}
