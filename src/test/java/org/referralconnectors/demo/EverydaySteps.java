package org.referralconnectors.demo;

import static org.referralconnectors.demo.Actor.CONNECTORS;
import static org.referralconnectors.demo.Actor.DYNAMICS;
import static org.referralconnectors.demo.Actor.PARTNER_CENTER;
import static org.referralconnectors.demo.Values.amount;
import static org.referralconnectors.demo.Values.company;
import static org.referralconnectors.demo.Values.deal;
import static org.referralconnectors.demo.Values.money;
import static org.referralconnectors.demo.Values.notes;
import static org.referralconnectors.demo.Values.status;
import static org.referralconnectors.demo.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * What happens on most days: one side changes, then the other, and what the connectors wrote comes back as an event.
 */
final class EverydaySteps {

    private static final String WEBHOOKS = "webhooks_total";
    private static final String ACCEPTED = "accepted";

    private final Stage stage;
    private final Narrator narrator;
    private final Writes writes;
    private String id;
    private Writes.Counts wanted;

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
        long accepted = stage.metrics().count(WEBHOOKS, ACCEPTED);
        Stopwatch watch = new Stopwatch();
        id = stage.newReferral(referral -> {});
        Stage.until("the referral knows its lead", () -> stage.hasLead(id));
        long took = watch.millis();
        JsonNode referral = stage.referral(id);
        JsonNode lead = stage.lead(id);
        narrator.say(PARTNER_CENTER, "new referral of %s, %s", company(referral), deal(referral));
        narrator.say(PARTNER_CENTER, "posts a signed webhook that names it: %s", id);
        Story.require(stage.metrics().count(WEBHOOKS, ACCEPTED) > accepted, "it did not come by the webhook");
        narrator.say(CONNECTORS, "verify the signature, put a request for the pair on disk, answer 200");
        stage.tellCalls(narrator, id, mark, "update referral");
        narrator.say(DYNAMICS, "new lead \"%s\"", text(lead, "subject"));
        narrator.say(
                DYNAMICS,
                "it holds %s, %s, %s",
                text(lead, "companyname"),
                text(lead, "firstname", "lastname"),
                money(lead));
        narrator.say(
                PARTNER_CENTER,
                "the referral knows its lead: externalReferenceId %s",
                text(stage.referral(id), "externalReferenceId"));
        return took;
    }

    private long change() {
        stage.rest();
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
        narrator.say(PARTNER_CENTER, "the contact's phone was %s, now it is %s", before, phone);
        stage.tellCalls(narrator, id, mark, "update lead");
        narrator.say(CONNECTORS, "write only what changed: %s", String.join(", ", writes.lastColumns()));
        narrator.say(DYNAMICS, "the lead's telephone1 is %s", text(stage.lead(id), "telephone1"));
        return took;
    }

    private long acceptance() {
        stage.rest();
        int mark = stage.calls().mark();
        Stopwatch watch = new Stopwatch();
        stage.editLead(id, lead -> lead.put("statuscode", 2)
                .put("description", "Called Erika: workshop on Tuesday.")
                .put("estimatedamount", new BigDecimal("52000")));
        Stage.until("the referral is accepted, with the seller's notes and amount", this::isAccepted);
        long took = watch.millis();
        wanted = writes.counts();
        JsonNode lead = stage.lead(id);
        narrator.say(DYNAMICS, "a seller says: contacted, %s, \"%s\"", money(lead), text(lead, "description"));
        narrator.say(
                CONNECTORS,
                "see in the poll, here every %s s, that the lead changed",
                stage.pace().poll());
        stage.tellCalls(narrator, id, mark, "update referral");
        narrator.say(CONNECTORS, "in one PATCH: %s", String.join(", ", writes.lastPaths()));
        JsonNode referral = stage.referral(id);
        narrator.say(
                PARTNER_CENTER, "the referral is %s, %s, \"%s\"", status(referral), deal(referral), notes(referral));
        return took;
    }

    private boolean isAccepted() {
        JsonNode referral = stage.referral(id);
        JsonNode lead = stage.lead(id);
        return status(referral).equals("Active/Accepted")
                && notes(referral).equals(text(lead, "description"))
                && amount(referral).compareTo(new BigDecimal(text(lead, "estimatedamount"))) == 0;
    }

    private long echoes() {
        Stopwatch watch = new Stopwatch();
        long polls = stage.calls().polls();
        Stage.until("two more polls", () -> stage.calls().polls() >= polls + 2);
        stage.rest();
        long took = watch.millis();
        Writes.Counts written = writes.counts();
        long echoes = stage.metrics().count("echoes_suppressed_total");
        Story.require(echoes > 0, "no event was known as an echo");
        Story.require(written.equals(wanted), "an echo was written: " + wanted + " became " + written);
        narrator.say(
                CONNECTORS,
                "so far: %s writes to the lead, %s to the referral; each comes back, by poll or webhook",
                written.leads(),
                written.referrals());
        narrator.say(CONNECTORS, "%s of these events taken for what they are: echoes", echoes);
        narrator.say(CONNECTORS, "written because of them, two polls later: %s", written.total() - wanted.total());
        return took;
    }

    /** The referral of this story. */
    String id() {
        return id;
    }
}
