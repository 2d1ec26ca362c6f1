package org.referralconnectors.torture;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.referralconnectors.simulated.dataverse.Organisation;

/** Behind the same address stands another organisation, with copies of the leads: a sandbox that somebody restored. */
final class RestoredSandbox implements Scenario {
    private static final int PAIRS = 3;

    @Override
    public String name() {
        return "restored sandbox";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public String play(Stage stage) {
        List<String> ids = stage.pairs(PAIRS);
        stage.process().end();
        stage.world().landscape().dataverse().become(Organisation.stock().withId(UUID.randomUUID()));
        long before = stage.world().journal().writes();
        ids.forEach(id -> stage.world()
                .landscape()
                .dataverse()
                .edit(stage.leadId(id), lead -> lead.put("description", "Said in the sandbox")));
        stage.process().start();
        Await.until("the end of the process", () -> !stage.process().isAlive());
        int exit = stage.process().awaitEnd();
        Await.require("ended with " + exit, exit == 1);
        Await.require("wrote", stage.world().journal().writes() == before);
        Await.require("did not say why", stage.process().log().contains("belongs to dynamics.organisation"));
        return "the process ended with 1 and said why; no write";
    }
}
