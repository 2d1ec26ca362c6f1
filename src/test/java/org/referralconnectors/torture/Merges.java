package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Sellers merge leads: a pair's own one, one that nobody has met yet, into ordinary ones and into each other's. */
final class Merges {
    private static final int SOON_MILLIS = 3_000;

    private final People people;
    private final Later later;

    Merges(People people, Later later) {
        this.people = people;
        this.later = later;
    }

    void merge(Random random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> own(random, people.someone(random));
            case 2 -> others(people.someone(random), people.someone(random));
            case 3 -> found(random, referral -> {});
            case 4 -> found(random, referral -> referral.put("direction", "Outgoing"));
            default -> found(random, second(people.someone(random)));
        }
    }

    /** Into an ordinary lead; and sometimes that one into another. */
    private void own(Random random, String id) {
        Optional<UUID> lead = people.lead(id);
        if (lead.isEmpty()) {
            return;
        }
        UUID master = ordinary(random);
        people.dataverse().merge(lead.get(), master);
        if (random.nextInt(3) == 0) {
            later.in(random.nextInt(SOON_MILLIS), () -> people.dataverse().merge(master, ordinary(random)));
        }
    }

    /** Two pairs, one lead from now on. */
    private void others(String id, String other) {
        boolean two = isPaired(id) && isPaired(other) && !people.lead(id).equals(people.lead(other));
        if (two) {
            people.dataverse()
                    .merge(people.lead(id).orElseThrow(), people.lead(other).orElseThrow());
        }
    }

    /** A lead that names the referral is merged before, or just after, the referral is heard of. */
    private void found(Random random, java.util.function.Consumer<ObjectNode> kind) {
        UUID master = ordinary(random);
        people.fresh(random, referral -> {
            kind.accept(referral);
            UUID lead = people.found(random, referral.path("id").asText());
            if (random.nextBoolean()) {
                people.dataverse().merge(lead, master);
            } else {
                later.in(random.nextInt(SOON_MILLIS), () -> people.dataverse().merge(lead, master));
            }
        });
    }

    private java.util.function.Consumer<ObjectNode> second(String id) {
        String engagement = people.world()
                .landscape()
                .partnerCenter()
                .get(id)
                .path("engagementId")
                .asText();
        return referral -> referral.put("engagementId", engagement);
    }

    private boolean isPaired(String id) {
        ObjectNode referral = people.world().landscape().partnerCenter().get(id);
        return referral.path("externalReferenceId").asText("").length() == 36;
    }

    /** Somebody's own lead, which names nobody. */
    private UUID ordinary(Random random) {
        ObjectNode lead = JsonNodeFactory.instance
                .objectNode()
                .put("subject", people.pen().text("Somebody's own lead"))
                .put("lastname", people.pen().text("Own"));
        for (int i = 0; i < 4; i++) {
            people.pen().lead(random, lead);
        }
        return people.dataverse().create(lead);
    }
}
