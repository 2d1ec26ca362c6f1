package org.referralconnectors.torture;

import java.util.Random;
import org.referralconnectors.simulated.SimulatedPartnerCenter;

/** Referrals are accepted and closed, leads are taken up, closed and deleted. */
final class Moves {
    private final World world;
    private final People people;

    Moves(World world, People people) {
        this.world = world;
        this.people = people;
    }

    void move(Random random, String id) {
        String status = partnerCenter().get(id).path("status").asText();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> status(id, status.equals("New"), "Active", "Accepted");
            case 3 -> status(id, status.equals("Active"), "Closed", random.nextBoolean() ? "Lost" : "Won");
            case 4 -> status(id, status.equals("New"), "Closed", "Declined");
            case 5 -> people.lead(id).ifPresent(lead -> people.dataverse().disqualify(lead, 4));
            case 6 -> people.lead(id).ifPresent(people.dataverse()::qualify);
            default ->
                people.lead(id).ifPresent(lead -> people.dataverse().edit(lead, values -> values.put("statuscode", 2)));
        }
    }

    private void status(String id, boolean may, String status, String substatus) {
        if (may) {
            partnerCenter().edit(id, referral -> referral.put("status", status).put("substatus", substatus));
        }
    }

    void delete(String id) {
        if (isKnown(id)) {
            people.lead(id).ifPresent(people.dataverse()::delete);
        }
    }

    /** Both sides know each other: before, a deleted lead can't be told from one that never was. */
    private boolean isKnown(String id) {
        boolean named =
                partnerCenter().get(id).path("externalReferenceId").asText("").length() == 36;
        return named && world.store().requestState(id).equals("idle");
    }

    private SimulatedPartnerCenter partnerCenter() {
        return world.landscape().partnerCenter();
    }
}
