package org.referralconnectors.demo;

import static org.referralconnectors.demo.Actor.DYNAMICS;
import static org.referralconnectors.demo.Actor.PARTNER_CENTER;
import static org.referralconnectors.demo.Values.company;
import static org.referralconnectors.demo.Values.notes;
import static org.referralconnectors.demo.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Small things that happen while somebody looks around: now and then a new referral, an edit here, an edit there. */
final class Life {

    private static final List<String> COMPANIES = List.of(
            "Adatum Corporation", "Contoso Pharma", "Litware Logistics", "Proseware GmbH", "Wide World Importers");
    private static final List<String> NOTES = List.of(
            "Wants a second demo.", "Asked for references.", "Budget is approved.", "Prefers to start in spring.");
    private static final int MOST_REFERRALS = 40;
    private static final long SHORTEST_MILLIS = 5_000;
    private static final long LONGEST_MILLIS = 15_000;

    private final Stage stage;
    private final Narrator narrator;
    private final RandomGenerator random = new Random();

    Life(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    /** How long until something happens again. */
    long pauseMillis() {
        return random.nextLong(SHORTEST_MILLIS, LONGEST_MILLIS);
    }

    void goOn() {
        try {
            happen();
        } catch (IllegalStateException late) {
            narrator.failed(late.getMessage());
        }
    }

    private void happen() {
        List<String> ids = stage.world().partnerCenter().all().stream()
                .map(referral -> text(referral, "id"))
                .toList();
        if (ids.size() < MOST_REFERRALS && random.nextInt(3) == 0) {
            arrive();
        } else if (random.nextBoolean()) {
            note(ids.get(random.nextInt(ids.size())));
        } else {
            ring(ids.get(random.nextInt(ids.size())));
        }
    }

    private void arrive() {
        Stopwatch watch = new Stopwatch();
        String company = COMPANIES.get(random.nextInt(COMPANIES.size()));
        String id = stage.newReferral(referral -> referral.put("name", company + " - ERP rollout")
                .withObject("/customerProfile")
                .put("name", company));
        Stage.until("the referral knows its lead", () -> stage.hasLead(id));
        tell(PARTNER_CENTER, "new referral of " + company(stage.referral(id)) + ": has its lead", watch);
    }

    private void note(String id) {
        Stopwatch watch = new Stopwatch();
        String notes = NOTES.get(random.nextInt(NOTES.size()));
        stage.editLead(id, lead -> lead.put("description", notes));
        Stage.until("the referral has the seller's notes", () -> notes(stage.referral(id))
                .equals(notes));
        tell(DYNAMICS, company(stage.referral(id)) + ": \"" + notes + "\", now on its referral too", watch);
    }

    private void ring(String id) {
        Stopwatch watch = new Stopwatch();
        String phone = "+49 40 " + random.nextInt(1_000_000, 9_999_999);
        JsonNode referral = stage.world().partnerCenter().edit(id, changed -> changed.withObject(
                        "/customerProfile/team/0")
                .put("phoneNumber", phone));
        Stage.until("the lead has the new phone number", () -> text(stage.lead(id), "telephone1")
                .equals(phone));
        tell(PARTNER_CENTER, company(referral) + " has a new phone number, now on its lead too", watch);
    }

    private void tell(Actor actor, String what, Stopwatch watch) {
        narrator.say(actor, "%s after %s ms", what, watch.millis());
    }
}
