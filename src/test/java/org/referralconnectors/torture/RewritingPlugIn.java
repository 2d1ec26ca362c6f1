package org.referralconnectors.torture;

import java.util.Locale;
import java.util.Map;

/** A plug-in of Dynamics 365 makes another text of each that is stored, whoever stores it. */
final class RewritingPlugIn implements Scenario {
    private static final int MOST_WRITES = 3;

    @Override
    public String name() {
        return "rewriting plug-in";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    /** Each edit costs the write of it, perhaps one of what the plug-in made of it, and its echo at most. */
    @Override
    public String play(Stage stage) {
        stage.world()
                .landscape()
                .dataverse()
                .plugIn(lead -> lead.put(
                        "description", lead.path("description").asText().toUpperCase(Locale.ROOT) + "!"));
        String id = stage.pairs(1).get(0);
        long before = stage.world().journal().writes();
        stage.note(id, "Said quietly");
        Await.until("the text at the lead", () -> stage.description(id).startsWith("SAID QUIETLY"));
        stage.polls(5);
        long ofReferral = stage.world().journal().writes() - before;
        Await.require(ofReferral + " writes followed an edit of the referral", ofReferral <= MOST_WRITES);
        stage.world().landscape().dataverse().edit(stage.leadId(id), lead -> lead.put("description", "Said aloud"));
        Await.until("the text at the referral", () -> stage.notes(id).equals("SAID ALOUD!"));
        stage.polls(5);
        long ofLead = stage.world().journal().writes() - before - ofReferral;
        Await.require(ofLead + " writes followed an edit of the lead", ofLead <= MOST_WRITES);
        Await.require("parked " + stage.store().parked(), stage.store().parked().isEmpty());
        return ofReferral + " writes after an edit of the referral, " + ofLead + " after one of the lead";
    }
}
