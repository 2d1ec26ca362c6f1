package org.referralconnectors.demo;

import static org.referralconnectors.demo.Actor.CONNECTORS;
import static org.referralconnectors.demo.Actor.DYNAMICS;
import static org.referralconnectors.demo.Actor.PARTNER_CENTER;
import static org.referralconnectors.demo.Values.company;
import static org.referralconnectors.demo.Values.deal;
import static org.referralconnectors.demo.Values.notes;
import static org.referralconnectors.demo.Values.status;
import static org.referralconnectors.demo.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** What happens on most days: one side changes, then the other, and what the connectors wrote comes back as an event. */
final class EverydaySteps {

    private final Stage stage;
    private final Narrator narrator;
    private final Writes writes;
    private String id;

    EverydaySteps(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
        this.writes = new Writes(stage.world());
    }

    List<Step> steps() {
        return List.of(
                new Step("A referral arrives and becomes a lead", this::arrival),
                new Step("Partner Center changes something, and the lead follows", this::change),
                new Step("A seller works on the lead, and the referral follows", this::acceptance),
                new Step("Our own writes come back as events, and nothing is written", this::echoes));
    }

    private long arrival() {
        int mark = stage.calls().mark();
        Stopwatch watch = new Stopwatch();
        id = stage.newReferral(referral -> {});
        Stage.until("the referral knows its lead", () -> stage.hasLead(id));
        long took = watch.millis();
        JsonNode referral = stage.referral(id);
        JsonNode lead = stage.lead(id);
        narrator.say(PARTNER_CENTER, "new referral of " + company(referral) + ", " + deal(referral));
        narrator.say(PARTNER_CENTER, "signs a webhook that names it: referral " + id);
        stage.tellCalls(narrator, id, mark, "update referral");
        narrator.say(DYNAMICS, "new lead \"" + text(lead, "subject") + "\"");
        narrator.say(
                DYNAMICS,
                "of " + text(lead, "companyname") + ", " + text(lead, "firstname", "lastname") + ", "
                        + text(lead, "estimatedamount"));
        narrator.say(PARTNER_CENTER, "the referral knows its lead: externalReferenceId " + text(lead, "leadid"));
        return took;
    }

    private long change() {
        String before = text(stage.lead(id), "telephone1");
        int mark = stage.calls().mark();
        Stopwatch watch = new Stopwatch();
        JsonNode contact = stage.world()
                .partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile/team/0")
                        .put("phoneNumber", "+49 40 1234567"))
                .at("/customerProfile/team/0");
        String phone = text(contact, "phoneNumber");
        Stage.until("the lead has the new phone number", () -> text(stage.lead(id), "telephone1")
                .equals(phone));
        long took = watch.millis();
        narrator.say(PARTNER_CENTER, "the contact's phone was " + before + ", now it is " + phone);
        stage.tellCalls(narrator, id, mark, "update lead");
        narrator.say(CONNECTORS, "wrote only what changed: " + String.join(", ", writes.lastColumns()));
        narrator.say(DYNAMICS, "telephone1 is " + text(stage.lead(id), "telephone1"));
        return took;
    }

    private long acceptance() {
        int mark = stage.calls().mark();
        Stopwatch watch = new Stopwatch();
        stage.editLead(id, lead -> lead.put("statuscode", 2)
                .put("description", "Called Erika: workshop on Tuesday.")
                .put("estimatedamount", new BigDecimal("52000")));
        Stage.until("the referral is accepted", () -> status(stage.referral(id)).equals("Active/Accepted"));
        long took = watch.millis();
        JsonNode lead = stage.lead(id);
        narrator.say(
                DYNAMICS,
                "the seller sets the status reason to Contacted, the amount to " + text(lead, "estimatedamount")
                        + " and notes \"" + text(lead, "description") + "\"");
        narrator.say(CONNECTORS, "the poll, here every " + stage.pace().poll() + " s, sees that the lead changed");
        stage.tellCalls(narrator, id, mark, "update referral");
        narrator.say(CONNECTORS, "in one PATCH: " + String.join(", ", writes.lastPaths()));
        JsonNode referral = stage.referral(id);
        narrator.say(PARTNER_CENTER, status(referral) + ", " + deal(referral) + ", \"" + notes(referral) + "\"");
        return took;
    }

    private long echoes() {
        Stopwatch watch = new Stopwatch();
        Writes.Counts before = writes.counts();
        long polls = stage.calls().polls();
        Stage.until(
                "two polls have passed and nothing is left to do",
                () -> stage.calls().polls() >= polls + 2 && stage.isIdle());
        long took = watch.millis();
        Writes.Counts after = writes.counts();
        long echoes = stage.metrics().count("echoes_suppressed_total");
        Story.require(echoes > 0, "no event was recognised as an echo");
        Story.require(after.equals(before), "an echo was written: " + before + " became " + after);
        narrator.say(
                CONNECTORS,
                "have written the lead " + after.leads() + " times, the referral " + after.referrals()
                        + " times; each time the other side told them of a change");
        narrator.say(CONNECTORS, "knew " + echoes + " of these events as echoes: both sides hold what was agreed");
        narrator.say(CONNECTORS, "wrote because of them: nothing");
        return took;
    }

    /** The referral of this story. */
    String id() {
        return id;
    }
}
