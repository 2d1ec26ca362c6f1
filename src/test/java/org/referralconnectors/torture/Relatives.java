package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.referralconnectors.simulated.SimulatedPartnerCenter;

/**
 * Engagements with several referrals: incoming, outgoing, closed and spam ones, some whose lead is refused and some
 * that expire or become spam, in any order.
 */
final class Relatives {
    /** Stands in the name of a referral whose lead a plug-in refuses, where one does. */
    static final String UNWANTED = "Unwanted";

    private static final int APART_MILLIS = 3_000;
    private static final int MOST = 4;

    private final People people;
    private final Later later;

    Relatives(People people, Later later) {
        this.people = people;
        this.later = later;
    }

    void make(Random random) {
        String engagement = new UUID(random.nextLong(), random.nextLong()).toString();
        int count = 2 + random.nextInt(MOST - 1);
        for (int i = 0; i < count; i++) {
            later.in((long) i * random.nextInt(APART_MILLIS), () -> one(random, engagement));
        }
    }

    private void one(Random random, String engagement) {
        switch (random.nextInt(7)) {
            case 0, 1 -> related(random, engagement, referral -> {});
            case 2 -> related(random, engagement, referral -> referral.put("direction", "Outgoing"));
            case 3 ->
                related(random, engagement, referral -> referral.put("status", "Closed")
                        .put("substatus", "Declined"));
            case 4 -> related(random, engagement, referral -> referral.put("isSpam", true));
            case 5 -> {
                String id = related(
                        random,
                        engagement,
                        referral -> referral.put("name", people.pen().text(UNWANTED)));
                later.in(random.nextInt(3 * APART_MILLIS), () -> partnerCenter().expire(id));
            }
            default -> {
                String id = related(random, engagement, referral -> {});
                later.in(random.nextInt(APART_MILLIS), () -> leave(random, id));
            }
        }
    }

    private String related(Random random, String engagement, Consumer<ObjectNode> kind) {
        return people.fresh(random, referral -> {
            referral.put("engagementId", engagement);
            kind.accept(referral);
        });
    }

    private void leave(Random random, String id) {
        if (random.nextBoolean()) {
            partnerCenter().spam(id);
        } else {
            partnerCenter().expire(id);
        }
    }

    private SimulatedPartnerCenter partnerCenter() {
        return people.world().landscape().partnerCenter();
    }
}
