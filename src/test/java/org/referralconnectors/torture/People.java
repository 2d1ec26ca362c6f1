package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.simulated.dataverse.LateWrite;
import org.referralconnectors.simulated.dataverse.Organisation;

/**
 * Customers, colleagues and sellers: they make referrals and change both sides. No value is entered twice, so that a
 * value found anywhere tells who entered it, and when.
 */
final class People {
    private static final String[] CURRENCIES = {"EUR", "USD", "JPY"};
    private static final String[] BANDS = {"1to10employees", "51to250employees", "Morethan20000employees"};

    private final World world;
    private final Habits habits;
    private final AtomicLong values;
    private final List<String> pairs = new CopyOnWriteArrayList<>();
    private final List<LateWrite> late = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();

    /**
     * In how many of a thousand acts; what is left is a plain edit.
     *
     * @param fresh a new referral
     * @param atLeast referrals that are there before anything else happens
     * @param busy of the latest referrals get most of the edits
     * @param referral edits on that side, the others on the lead
     * @param foundLead and in how many of a thousand of these somebody has made its lead already
     */
    record Habits(int fresh, int foundLead, int moves, int deletions, int late, int atLeast, int busy, int referral) {
        static final Habits USUAL = new Habits(60, 150, 60, 3, 30, 8, 12, 500);
    }

    People(World world, Habits habits, AtomicLong values) {
        this.world = world;
        this.habits = habits;
        this.values = values;
    }

    List<String> pairs() {
        return pairs;
    }

    /** What a service refused them, as it would in the browser: a closed lead, a row that is being written. */
    long refused() {
        return refused.get();
    }

    void act(Random random) {
        try {
            commitLate(random, false);
            int dice = random.nextInt(1000);
            if (pairs.size() < habits.atLeast() || dice < habits.fresh()) {
                make(random);
            } else {
                change(random, someone(random), 1000 - dice);
            }
        } catch (IllegalStateException broken) {
            throw broken;
        } catch (RuntimeException byTheService) {
            refused.incrementAndGet();
        }
    }

    /** Nobody does anything any more; what was begun ends. */
    void goHome() {
        commitLate(new Random(0), true);
    }

    /** Changes one field of one side of this pair. */
    void edit(Random random, String id) {
        try {
            if (random.nextInt(1000) < habits.referral()) {
                editReferral(random, id);
            } else {
                lead(id).ifPresent(lead -> world.landscape().dataverse().edit(lead, values -> enter(random, values)));
            }
        } catch (IllegalStateException broken) {
            throw broken;
        } catch (RuntimeException byTheService) {
            refused.incrementAndGet();
        }
    }

    /** A seller writes down what was said. */
    void sell(String id) {
        lead(id).ifPresent(lead ->
                world.landscape().dataverse().edit(lead, values -> values.put("description", "Said " + next())));
    }

    private String someone(Random random) {
        int from = random.nextInt(5) == 0 ? 0 : Math.max(0, pairs.size() - habits.busy());
        return pairs.get(from + random.nextInt(pairs.size() - from));
    }

    private void make(Random random) {
        String id =
                new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62).toString();
        if (random.nextInt(1000) < habits.foundLead()) {
            ObjectNode lead =
                    JsonNodeFactory.instance.objectNode().put("subject", id).put("lastname", "Found " + next());
            enter(random, lead);
            world.landscape().dataverse().create(lead);
        }
        world.landscape().partnerCenter().create(referral -> {
            referral.put("id", id);
            for (int i = 0; i < 6; i++) {
                enterReferral(random, referral, i);
            }
        });
        pairs.add(id);
    }

    private void change(Random random, String id, int dice) {
        if (dice <= habits.moves()) {
            move(random, id);
        } else if (dice <= habits.moves() + habits.deletions()) {
            delete(id);
        } else if (dice <= habits.moves() + habits.deletions() + habits.late()) {
            lead(id).ifPresent(lead ->
                    late.add(world.landscape().dataverse().editLate(lead, values -> enter(random, values))));
        } else {
            edit(random, id);
        }
    }

    private void move(Random random, String id) {
        String status = world.landscape().partnerCenter().get(id).path("status").asText();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> status(id, status.equals("New"), "Active", "Accepted");
            case 3 -> status(id, status.equals("Active"), "Closed", random.nextBoolean() ? "Lost" : "Won");
            case 4 -> status(id, status.equals("New"), "Closed", "Declined");
            case 5 -> lead(id).ifPresent(lead -> world.landscape().dataverse().disqualify(lead, 4));
            case 6 -> lead(id).ifPresent(world.landscape().dataverse()::qualify);
            default ->
                lead(id).ifPresent(lead ->
                        world.landscape().dataverse().edit(lead, values -> values.put("statuscode", 2)));
        }
    }

    private void status(String id, boolean may, String status, String substatus) {
        if (may) {
            world.landscape().partnerCenter().edit(id, referral -> referral.put("status", status)
                    .put("substatus", substatus));
        }
    }

    /** Only where both sides know each other: before, a deleted lead can't be told from one that never was. */
    private void delete(String id) {
        boolean known = !world.landscape()
                .partnerCenter()
                .get(id)
                .path("externalReferenceId")
                .asText("")
                .isEmpty();
        if (known && world.store().requestState(id).equals("idle")) {
            lead(id).ifPresent(world.landscape().dataverse()::delete);
        }
    }

    private void commitLate(Random random, boolean all) {
        for (LateWrite write : List.copyOf(late)) {
            if (all || random.nextInt(20) == 0) {
                late.remove(write);
                commit(write);
            }
        }
    }

    private void commit(LateWrite write) {
        try {
            write.commit();
        } catch (IllegalStateException broken) {
            throw broken;
        } catch (RuntimeException byTheService) {
            refused.incrementAndGet();
        }
    }

    private Optional<UUID> lead(String id) {
        return world.leads(id).stream()
                .findFirst()
                .map(lead -> UUID.fromString(lead.path("leadid").asText()));
    }

    private void editReferral(Random random, String id) {
        if (!world.landscape().partnerCenter().get(id).path("status").asText().equals("Closed")) {
            int field = random.nextInt(8);
            world.landscape().partnerCenter().edit(id, referral -> enterReferral(random, referral, field));
        }
    }

    private void enterReferral(Random random, ObjectNode referral, int field) {
        ObjectNode customer = referral.withObject("/customerProfile");
        ObjectNode details = referral.withObject("/details");
        switch (field) {
            case 0 -> customer.put("name", word("Company", random, 120));
            case 1 ->
                ((ObjectNode) customer.at("/team/0"))
                        .put("firstName", word("First", random, 0))
                        .put("lastName", word("Last", random, 0));
            case 2 -> ((ObjectNode) customer.at("/team/0")).put("phoneNumber", "+49 40 " + next());
            case 3 ->
                customer.withObject("/address")
                        .put("addressLine1", word("Street", random, 0))
                        .put("city", word("City", random, 0));
            case 4 -> details.put("notes", word("Notes", random, 2_100));
            case 5 ->
                details.put("dealValue", new java.math.BigDecimal(1_000 + next()))
                        .put("currency", CURRENCIES[random.nextInt(3)]);
            case 6 -> details.put("closingDateTime", day() + "T00:00:00Z");
            default -> {
                details.put("notes", random.nextInt(6) == 0 ? "" : word("Notes", random, 0));
                customer.put("size", BANDS[random.nextInt(3)]);
            }
        }
    }

    private void enter(Random random, ObjectNode lead) {
        switch (random.nextInt(6)) {
            case 0 -> lead.put("companyname", word("Sold to", random, 0));
            case 1 -> lead.put("telephone1", "+49 89 " + next()).put("address1_city", word("Town", random, 0));
            case 2 -> lead.put("estimatedclosedate", day());
            case 3 ->
                lead.put("estimatedamount", new java.math.BigDecimal(1_000 + next()))
                        .put(
                                "_transactioncurrencyid_value",
                                Organisation.idOf(CURRENCIES[random.nextInt(2)]).toString());
            default -> lead.put("description", word("Said", random, 0));
        }
    }

    private String day() {
        return LocalDate.of(2026, 1, 1).plusDays(next() % 20_000).toString();
    }

    private String word(String text, Random random, int long_) {
        String word = text + " " + next();
        return long_ > 0 && random.nextInt(8) == 0 ? word + " " + "x".repeat(long_) : word;
    }

    private long next() {
        return values.incrementAndGet();
    }
}
