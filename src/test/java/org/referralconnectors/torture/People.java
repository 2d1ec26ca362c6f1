package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.simulated.dataverse.LateWrite;
import org.referralconnectors.simulated.dataverse.SimulatedDataverse;

/** Customers, colleagues and sellers: they make referrals and change both sides, each act as its habit has it. */
final class People {
    private final World world;
    private final Habits habits;
    private final Pen pen;
    private final Later later = new Later();
    private final Moves moves;
    private final Merges merges;
    private final Relatives relatives;
    private final List<String> pairs = new CopyOnWriteArrayList<>();
    private final List<LateWrite> late = new ArrayList<>();

    People(World world, Habits habits, AtomicLong values) {
        this.world = world;
        this.habits = habits;
        this.pen = new Pen(values);
        this.moves = new Moves(world, this);
        this.merges = new Merges(this, later);
        this.relatives = new Relatives(this, later);
    }

    /** The referrals that they work with. */
    List<String> pairs() {
        return pairs;
    }

    World world() {
        return world;
    }

    Pen pen() {
        return pen;
    }

    void act(Random random) {
        refusably(() -> commitLate(random, false));
        refusably(later::run);
        refusably(() -> actOnce(random));
    }

    /** A service may refuse them something, as it would in the browser: a closed lead, a row that is being written. */
    private static void refusably(Runnable act) {
        try {
            act.run();
        } catch (IllegalStateException broken) {
            throw broken;
        } catch (RuntimeException byTheService) {
            // they let it be
        }
    }

    private void actOnce(Random random) {
        Habits.Act act = pairs.size() < habits.atLeast() ? Habits.Act.FRESH : habits.act(random.nextInt(1000));
        if (act == null) {
            edit(random, someone(random));
            return;
        }
        switch (act) {
            case FRESH -> fresh(random, referral -> {});
            case FOUND ->
                fresh(random, referral -> found(random, referral.path("id").asText()));
            case MOVE -> moves.move(random, someone(random));
            case DELETE -> moves.delete(someone(random));
            case LATE ->
                lead(someone(random))
                        .ifPresent(lead -> late.add(dataverse().editLate(lead, values -> pen.lead(random, values))));
            case MERGE -> merges.merge(random);
            case RELATE -> relatives.make(random);
        }
    }

    /** Nobody does anything any more; what was begun ends. */
    void goHome() {
        commitLate(new Random(0), true);
    }

    /** Changes one field of one side of this pair. */
    void edit(Random random, String id) {
        refusably(() -> {
            if (random.nextInt(1000) >= habits.referral()) {
                lead(id).ifPresent(lead -> dataverse().edit(lead, values -> pen.lead(random, values)));
            } else if (!world.landscape()
                    .partnerCenter()
                    .get(id)
                    .path("status")
                    .asText()
                    .equals("Closed")) {
                world.landscape().partnerCenter().edit(id, referral -> pen.referral(random, referral));
            }
        });
    }

    /** A seller writes down what was said. */
    void sell(String id) {
        lead(id).ifPresent(lead -> dataverse().edit(lead, values -> values.put("description", pen.text("Said"))));
    }

    String someone(Random random) {
        int from = random.nextInt(5) == 0 ? 0 : Math.max(0, pairs.size() - habits.busy());
        return pairs.get(from + random.nextInt(pairs.size() - from));
    }

    /** @return the id of a new referral */
    String fresh(Random random, java.util.function.Consumer<ObjectNode> more) {
        String id =
                new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62).toString();
        world.landscape().partnerCenter().create(referral -> {
            referral.put("id", id);
            pen.fresh(random, referral);
            more.accept(referral);
        });
        pairs.add(id);
        return id;
    }

    /** @return a lead that names the referral, made by somebody before it is heard of */
    UUID found(Random random, String id) {
        ObjectNode lead =
                JsonNodeFactory.instance.objectNode().put("subject", id).put("lastname", pen.text("Found"));
        pen.lead(random, lead);
        return dataverse().create(lead);
    }

    /** The lead that sellers work with: the one that the referral names, else the one that names the referral. */
    Optional<UUID> lead(String id) {
        ObjectNode referral = world.landscape().partnerCenter().get(id);
        Optional<UUID> named = Optional.of(referral.path("externalReferenceId").asText(""))
                .filter(text -> text.length() == 36)
                .map(UUID::fromString)
                .filter(lead -> dataverse().get(lead).isPresent());
        return named.or(() -> world.leads(id).stream()
                .findFirst()
                .map(lead -> UUID.fromString(lead.path("leadid").asText())));
    }

    SimulatedDataverse dataverse() {
        return world.landscape().dataverse();
    }

    private void commitLate(Random random, boolean all) {
        for (LateWrite write : List.copyOf(late)) {
            if (all || random.nextInt(20) == 0) {
                late.remove(write);
                refusably(write::commit);
            }
        }
    }
}
