package org.referralconnectors.torture;

import java.util.List;
import java.util.Map;

/** Somebody deletes and disqualifies leads by the dozen, and referrals would close with them. */
final class MassClosing implements Scenario {
    private static final int ALLOWED = 20;
    private static final int TOO_MANY = 6;

    @Override
    public String name() {
        return "mass closing";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("sync.on-lead-deleted", "close-referral");
    }

    @Override
    public String play(Stage stage) {
        List<String> ids = stage.pairs(ALLOWED + TOO_MANY);
        for (int i = 0; i < ids.size(); i++) {
            if (i % 2 == 0) {
                stage.world().landscape().dataverse().delete(stage.leadId(ids.get(i)));
            } else {
                stage.world().landscape().dataverse().disqualify(stage.leadId(ids.get(i)), 4);
            }
        }
        Await.until(TOO_MANY + " held moves", () -> stage.store().held().size() == TOO_MANY);
        stage.rest();
        holds(stage, ids);
        stage.process().kill();
        stage.world().start();
        stage.polls(3);
        holds(stage, ids);
        String said = stage.process().command("approve");
        Await.require("approve said: " + said, said.contains("approved: " + TOO_MANY));
        Await.until("all to be closed", () -> closed(stage, ids) == ids.size());
        stage.rest();
        Await.require("still held", stage.store().held().isEmpty());
        return ALLOWED + " of " + ids.size() + " closed, " + TOO_MANY
                + " waited, also over a kill -9; closed after approve";
    }

    private static void holds(Stage stage, List<String> ids) {
        long closed = closed(stage, ids);
        Await.require(
                closed + " closed, " + stage.store().held().size() + " held",
                closed == ALLOWED && stage.store().held().size() == TOO_MANY);
    }

    private static long closed(Stage stage, List<String> ids) {
        return ids.stream()
                .filter(id -> stage.referral(id).path("status").asText().equals("Closed"))
                .count();
    }
}
