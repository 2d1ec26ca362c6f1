package org.referralconnectors.demo;

import static org.referralconnectors.demo.Actor.CONNECTORS;
import static org.referralconnectors.demo.Actor.DYNAMICS;
import static org.referralconnectors.demo.Actor.OPERATOR;
import static org.referralconnectors.demo.Actor.PARTNER_CENTER;
import static org.referralconnectors.demo.Actor.STRANGER;
import static org.referralconnectors.demo.Values.company;
import static org.referralconnectors.demo.Values.deal;
import static org.referralconnectors.demo.Values.money;
import static org.referralconnectors.demo.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.referralconnectors.simulated.Delivery;
import org.referralconnectors.simulated.DeliverySigner;
import org.referralconnectors.simulated.SimulatedNotifications;
import org.referralconnectors.simulated.dataverse.Organisation;

/** What goes wrong now and then: a forged webhook, a lost one, and a value that one side can't take. */
final class TroubleSteps {

    private final Stage stage;
    private final Narrator narrator;
    private final SimulatedNotifications notifications;

    TroubleSteps(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
        this.notifications = stage.world().partner().notifications();
    }

    List<Step> steps() {
        return List.of(
                new Step("A forged webhook is refused and leaves no trace", this::forgery),
                new Step("A webhook gets lost, and the sweep makes up for it", this::loss),
                new Step("A value can't be written: only that field waits, by name", this::currency));
    }

    private long forgery() throws Exception {
        stage.rest();
        String victim = UUID.randomUUID().toString();
        int mark = stage.calls().mark();
        DeliverySigner signer = notifications.signer();
        Delivery genuine = signer.referral("referral-updated", UUID.randomUUID().toString());
        byte[] other = signer.body("referral-updated", DeliverySigner.resourceUri(victim), "referral");
        narrator.say(STRANGER, "posts a webhook that names %s, under another one's signature", victim);
        Stopwatch watch = new Stopwatch();
        int status = notifications
                .deliver(stage.webhook(), genuine.withBody(other))
                .get(Stage.LIMIT.toSeconds(), TimeUnit.SECONDS);
        long took = watch.millis();
        Story.require(status == 401, "a forged webhook was answered " + status);
        narrator.say(CONNECTORS, "answer %s", status);
        List<String> explained = stage.commands().lines("explain", "--referral", victim);
        int calls = stage.calls().about(victim, mark).size();
        Story.require(stage.backlog().find(victim).isEmpty(), "a forged webhook left a request");
        Story.require(calls == 0, "a forged webhook led to remote calls");
        narrator.say(CONNECTORS, "keep no request, make no call");
        narrator.say(OPERATOR, "> explain --referral %s", victim);
        narrator.quote(explained);
        return took;
    }

    private long loss() {
        stage.rest();
        long posted = notifications.attempted();
        notifications.dropNext(1);
        Stopwatch watch = new Stopwatch();
        String id = stage.newReferral(referral -> referral.put("name", "Fabrikam - Teams rollout")
                .withObject("/customerProfile")
                .put("name", "Fabrikam Fibre AG"));
        Story.require(notifications.attempted() == posted, "the webhook was not lost");
        narrator.say(PARTNER_CENTER, "new referral of %s; its webhook never arrives", company(stage.referral(id)));
        Stage.until("the referral knows its lead", () -> stage.hasLead(id));
        long took = watch.millis();
        Stage.until("the history tells of it", () -> !causes(id).isEmpty());
        Story.require(causes(id).equals(List.of("sweep")), "the referral was found by " + causes(id));
        narrator.say(
                CONNECTORS,
                "find it in the %s, here every %s s",
                String.join(", ", causes(id)),
                stage.pace().sweep());
        narrator.say(DYNAMICS, "new lead \"%s\"", text(stage.lead(id), "subject"));
        return took;
    }

    private List<String> causes(String id) {
        JsonNode causes =
                stage.commands().json("explain", "--referral", id, "--json").at("/entries/0/causes");
        return causes.properties().stream().map(Map.Entry::getKey).toList();
    }

    private long currency() {
        stage.rest();
        String id = stage.newReferral(referral -> {
            referral.put("name", "Alpine - new web shop")
                    .withObject("/customerProfile")
                    .put("name", "Alpine Ski House");
            referral.withObject("/details").put("currency", "CHF");
        });
        JsonNode referral = stage.referral(id);
        narrator.say(PARTNER_CENTER, "new referral of %s, %s", company(referral), deal(referral));
        Stage.until("the referral knows its lead", () -> stage.hasLead(id));
        Stage.until("a field waits", () -> stage.commands().lines("parked").size() > 1);
        JsonNode lead = stage.lead(id);
        Story.require(!lead.has("estimatedamount"), "the amount was written in another currency");
        narrator.say(
                DYNAMICS,
                "new lead of %s, %s, %s",
                text(lead, "companyname"),
                text(lead, "address1_city"),
                money(lead));
        narrator.say(OPERATOR, "> parked");
        narrator.quote(stage.commands().lines("parked"));
        stage.world().dataverse().become(Organisation.stock().withCurrency("CHF", 2, "0.95"));
        Stopwatch watch = new Stopwatch();
        List<String> replayed = stage.commands().lines("replay", "--referral", id);
        narrator.say(DYNAMICS, "an administrator adds the currency CHF");
        narrator.say(OPERATOR, "> replay --referral %s", id);
        narrator.quote(replayed);
        Stage.until("the lead has the amount", () -> stage.lead(id).has("estimatedamount"));
        long took = watch.millis();
        narrator.say(DYNAMICS, "the lead has its amount: %s", money(stage.lead(id)));
        Stage.until("nothing is parked", () -> stage.commands().lines("parked").size() == 1);
        narrator.say(OPERATOR, "> parked");
        narrator.quote(stage.commands().lines("parked"));
        return took;
    }
}
