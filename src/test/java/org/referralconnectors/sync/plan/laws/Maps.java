package org.referralconnectors.sync.plan.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Field maps: the same fields under every direction, winner and meaning of an emptied source. */
final class Maps {

    private static final List<String> TWO_WAY = List.of(
            "field: notes, referral: /details/notes, lead: description",
            "field: campaign, referral: /campaignId, lead: new_campaign",
            "field: stage, referral: /salesStage, lead: new_stage, as: option, options: {Early: 1, Middle: 1, Late: 2}",
            "field: program, referral: /referralProgram, lead: new_program, as: number",
            "field: consent, referral: /consent/consentToShareReferralWithMicrosoftSellers, lead: new_consent, as: yes-no",
            "field: deal, referral: [/details/dealValue, /details/currency],"
                    + " lead: [estimatedamount, transactioncurrencyid], as: deal",
            "field: closing, referral: /details/closingDateTime, lead: estimatedclosedate, as: date");
    private static final List<String> ONE_WAY = List.of(
            "field: company, referral: /customerProfile/name, lead: companyname",
            "field: lastname, referral: /customerProfile/team/0/lastName, fallback: /customerProfile/name, lead: lastname",
            "field: email, referral: /customerProfile/team/0/email, lead: emailaddress1",
            "field: size, referral: /customerProfile/size, lead: numberofemployees, as: size",
            "field: accepted, referral: /acceptedDateTime, lead: new_accepted, as: date");
    private static final String FIXED =
            """
              - {field: subject, referral: [/name, /id], lead: subject, as: subject, direction: to-lead, on-create: true}
              - {field: source, value: 4, lead: leadsourcecode, as: option, direction: to-lead, on-create: true}
              - {field: status, referral: [/status, /substatus, /statusReason], lead: [statecode, statuscode], as: status, direction: both}
              - {field: lead id, referral: /externalReferenceId, lead: leadid, as: lead-id, direction: to-referral}
            """;

    private static final List<String> WINNERS = List.of("lead", "referral", "newest", "manual");
    private static final List<String> CLEARS = List.of("copy", "keep");
    private static final int MANY = 200;

    /** Compiled once, since reading them costs more than the laws do. */
    private static final List<Rows> ANY = compiled(List.of("both", "both", "both", "both", "to-lead", "to-referral"));

    private static final List<Rows> BOTH_WAYS = compiled(List.of("both"));

    private Maps() {}

    static Rows plainest() {
        return Rows.of(yaml(List.of("both"), List.of("lead"), List.of("copy"), new Random(0)));
    }

    /** Any rows; the first map is the plainest. */
    static Arbitrary<Rows> any() {
        return Arbitraries.of(ANY);
    }

    /** Only two-way rows where rows can be that. */
    static Arbitrary<Rows> bothWays() {
        return Arbitraries.of(BOTH_WAYS);
    }

    /** Two-way rows, in each of which the newest wins. */
    static Rows newest() {
        return Rows.of(yaml(List.of("both"), List.of("newest"), List.of("copy"), new Random(0)));
    }

    private static List<Rows> compiled(List<String> directions) {
        Random random = new Random(MANY);
        List<Rows> maps = new ArrayList<>(List.of(plainest()));
        while (maps.size() < MANY) {
            maps.add(Rows.of(yaml(directions, WINNERS, CLEARS, random)));
        }
        return List.copyOf(maps);
    }

    private static String yaml(List<String> directions, List<String> winners, List<String> clears, Random random) {
        StringBuilder text = new StringBuilder("fields:\n");
        for (String row : TWO_WAY) {
            text.append("  - {%s, direction: %s, winner: %s, clear: %s}%n"
                    .formatted(row, one(directions, random), one(winners, random), one(clears, random)));
        }
        for (String row : ONE_WAY) {
            text.append("  - {%s, direction: to-lead, clear: %s}%n".formatted(row, one(clears, random)));
        }
        return text.append(FIXED).toString();
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
