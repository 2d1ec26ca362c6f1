package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where a scenario is played: both sides, one process, and nothing that goes wrong by chance. */
final class Stage implements AutoCloseable {
    private final World world;
    private final Post post;

    Stage(Path folder, Build build, Map<String, String> settings, long seed) {
        Map<String, String> all = new HashMap<>(Plan.settings());
        all.put("partner-center.sweep-cron", Plan.NEVER);
        all.putAll(settings);
        world = new World(folder, "sqlite", 1, build, all);
        post = new Post(world, seed);
        world.start();
    }

    World world() {
        return world;
    }

    Replica process() {
        return world.replicas().get(0);
    }

    StoreBeside store() {
        return world.store();
    }

    /** New referrals whose leads are there, and known to both sides. */
    List<String> pairs(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = UUID.randomUUID().toString();
            world.landscape().partnerCenter().create(referral -> referral.put("id", id));
            ids.add(id);
        }
        Await.until("leads for all", () -> ids.stream()
                .noneMatch(id -> world.leads(id).isEmpty()));
        rest();
        return ids;
    }

    /** Waits until every webhook has been answered and every request has ended. */
    void rest() {
        Await.until("rest", () -> post.pending() == 0 && store().isAtRest());
    }

    /** Waits for so many more polls of leads, and what came of them. */
    void polls(int count) {
        long before = store().polls();
        Await.until(count + " polls", () -> store().polls() >= before + count);
        rest();
    }

    ObjectNode referral(String id) {
        return world.landscape().partnerCenter().get(id);
    }

    ObjectNode lead(String id) {
        return (ObjectNode) world.leads(id).get(0);
    }

    UUID leadId(String id) {
        return UUID.fromString(lead(id).path("leadid").asText());
    }

    void note(String id, String text) {
        world.landscape().partnerCenter().edit(id, referral -> referral.withObject("/details")
                .put("notes", text));
    }

    String notes(String id) {
        return referral(id).at("/details/notes").asText();
    }

    String description(String id) {
        return lead(id).path("description").asText();
    }

    @Override
    public void close() {
        post.close();
        world.close();
    }
}
