package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Terms;

/**
 * What is remembered of one field.
 *
 * @param rowHash of the row under which it was agreed
 * @param referral what the referral held when both sides were last in step; null, like {@code lead}, before that
 * @param lead what the lead held then
 * @param park null where the field does not wait
 * @param take {@code referral} or {@code lead}: whose value an operator chose for the next plan, of a field that is
 *     remembered for another reason too; else null
 * @param hidden whether the lead's value could not be seen since: then {@code lead} is what was last seen or written
 * @param verdict who was the newest in a conflict whose write is still to come; else null
 */
record Agreement(
        String rowHash, String referral, String lead, FieldPark park, String take, boolean hidden, Verdict verdict) {

    static Agreement on(String rowHash, String referral, String lead) {
        return new Agreement(rowHash, referral, lead, null, null, false, null);
    }

    /** Nothing is remembered. */
    static Agreement none(String rowHash) {
        return on(rowHash, null, null);
    }

    boolean isKnown() {
        return referral != null;
    }

    boolean isEmpty() {
        return referral == null && park == null && verdict == null;
    }

    Agreement parked(FieldPark why) {
        return new Agreement(rowHash, referral, lead, why, null, hidden, null);
    }

    Agreement taking(String side) {
        return new Agreement(rowHash, referral, lead, park, side, hidden, verdict);
    }

    /** The same in the form in which values are read now, wherever that says the same as the form that was stored. */
    Agreement renewed(Field field, String referralNow, String leadNow, Terms terms) {
        boolean sameReferral = isKnown() && field.sameReferral(referral, referralNow, terms);
        boolean sameLead = isKnown() && field.sameLead(lead, leadNow, terms);
        return new Agreement(
                rowHash,
                sameReferral ? referralNow : referral,
                sameLead ? leadNow : lead,
                park == null ? null : park.renewed(field, referralNow, leadNow, terms),
                take,
                hidden,
                verdict);
    }

    /** The lead's value can't be seen any more. */
    Agreement outOfSight() {
        return new Agreement(rowHash, referral, lead, park, take, true, verdict);
    }

    /**
     * The lead's value is seen again. What it holds counts as ever; that it holds nothing is no change that anybody was
     * seen to make, but a first meeting.
     */
    Agreement inSight(Field field, String leadNow, Terms terms) {
        if (!hidden) {
            return this;
        }
        if (!isKnown() || leadNow.isEmpty()) {
            return new Agreement(rowHash, null, null, park, take, false, verdict);
        }
        String then = field.same(referral, leadNow, terms) ? leadNow : lead;
        return new Agreement(rowHash, referral, then, park, take, false, verdict);
    }

    /** @param now null: none is reached any more */
    Agreement judged(Verdict now) {
        return new Agreement(rowHash, referral, lead, park, take, hidden, now);
    }

    /** Without a verdict that was about other values. */
    Agreement fitting(String referralNow, String leadNow) {
        return verdict == null || verdict.isAbout(referralNow, leadNow) ? this : judged(null);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("row", rowHash);
        if (isKnown()) {
            json.put("referral", referral).put("lead", lead);
        }
        if (park != null) {
            json.putObject("park")
                    .put("code", park.code())
                    .put("reason", park.reason())
                    .put("remedy", park.remedy())
                    .put("referral", park.referral())
                    .put("lead", park.lead());
        }
        if (hidden) {
            json.put("hidden", true);
        }
        if (verdict != null) {
            verdict.write(json.putObject("newest"));
        }
        return take == null ? json : json.put("take", take);
    }

    static Agreement read(String field, JsonNode json) {
        JsonNode park = json.path("park");
        Refusal why = new Refusal(text(park, "code"), text(park, "reason"), text(park, "remedy"));
        return new Agreement(
                text(json, "row"),
                text(json, "referral"),
                text(json, "lead"),
                park.isMissingNode() ? null : new FieldPark(field, why, text(park, "referral"), text(park, "lead")),
                text(json, "take"),
                json.path("hidden").asBoolean(),
                Verdict.read(json.path("newest")));
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).textValue();
    }
}
