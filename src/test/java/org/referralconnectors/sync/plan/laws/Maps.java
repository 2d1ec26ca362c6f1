package org.referralconnectors.sync.plan.laws;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

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

    private Maps() {}

    /** Any rows. */
    static Arbitrary<String> any() {
        return map(Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("both")), Tuple.of(1, Arbitraries.of("to-lead", "to-referral"))));
    }

    /** Only two-way rows where rows can be that. */
    static Arbitrary<String> bothWays() {
        return map(Arbitraries.just("both"));
    }

    private static Arbitrary<String> map(Arbitrary<String> directions) {
        Arbitrary<String> winners = Arbitraries.of("lead", "referral", "newest", "manual");
        Arbitrary<String> clears = Arbitraries.of("copy", "keep");
        Arbitrary<String> two = Combinators.combine(directions, winners, clears)
                .as((direction, winner, clear) ->
                        ", direction: " + direction + ", winner: " + winner + ", clear: " + clear + "}");
        Arbitrary<String> one = clears.map(clear -> ", direction: to-lead, clear: " + clear + "}");
        return Combinators.combine(rows(TWO_WAY, two), rows(ONE_WAY, one))
                .as((both, oneWay) -> "fields:\n" + both + oneWay + FIXED);
    }

    private static Arbitrary<String> rows(List<String> rows, Arbitrary<String> ends) {
        return ends.list().ofSize(rows.size()).map(each -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < rows.size(); i++) {
                text.append("  - {").append(rows.get(i)).append(each.get(i)).append('\n');
            }
            return text.toString();
        });
    }
}
