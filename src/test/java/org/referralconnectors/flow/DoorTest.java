package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;

/**
 * One door to a write. Every way to come across a lead, merged or not, meets every reason for which its referral is out
 * of scope, under every {@code sync.write} and, elsewhere, under every {@code sync.on-lead-deleted}; under each two of
 * these together meet some of them, by chance. The services' own logs tell what was written.
 */
class DoorTest extends FlowTestSupport {

    private static final UUID APPLICATION = Organisation.idOf("application user");
    private static final String KEY = "new_referralid";
    private static final String OWN_WORDS = "Own Words AG";
    private static final int MERGES = 2;
    private static final List<String> WRITES = List.of("none", "lead", "referral");
    private static final List<String> POLICIES = List.of("ignore", "recreate", "close-referral");
    private static final int SOME = 4;

    private enum Found {
        NAMED,
        KEY,
        SUBJECT
    }

    private enum Verdict {
        IN,
        OUTGOING,
        SPAM,
        CLOSED,
        COUNTRY,
        SECOND,
        ERASED,
        UNLINKED,
        RELATED
    }

    /** @param lead the one that lives on, where others were merged into it */
    private record Case(Found found, int merges, Verdict verdict, String id, UUID lead) {}

    /** Pairs of which something is to be written. */
    private record Stored(String edited, String lost, String over, List<String> deleted) {}

    private final long seed = Long.getLong("door.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private String policy;
    private String engagement;
    private String erased;

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("sync.settle", "PT0S");
        settings.put("dynamics.referral-key-column", KEY);
        settings.put("sync.mapping", "file:" + mapping());
        settings.put("sync.on-lead-deleted", policy);
        return settings;
    }

    static List<String> policies() {
        return POLICIES;
    }

    @ParameterizedTest
    @MethodSource("policies")
    void writesOnlyWhereItMayAndOnlyForWhomItMay(String onLeadDeleted) {
        policy = onLeadDeleted;
        world.dataverse().become(Organisation.customised());
        start();
        for (String write : WRITES) {
            Stored stored = stored();
            List<Case> cases = cases(WRITES.indexOf(write) == POLICIES.indexOf(policy) ? 1 : SOME);
            long moves = moves();
            rested();
            restart("sync.write", write);
            record();
            List<Pair> before = stored.deleted().stream().map(this::pair).toList();
            happens(stored, cases);
            onlyThatSideIsWritten(write);
            outsideNothingIsWritten(cases);
            if (write.equals("none")) {
                staysAsItWas(before);
                assertThat(moves()).isEqualTo(moves);
            }
            rested();
            restart();
            eventually().untilAsserted(() -> isWritten(stored, cases));
            eventually().until(this::idle);
            outsideNothingIsWritten(cases);
            deletedLeadsAreDealtWith(stored.deleted());
            assertThat(application.backlog().parked()).isEmpty();
        }
    }

    private Stored stored() {
        String edited = settled(referral -> {});
        String lost = settled(referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        String over = settled(referral -> {});
        String untouched = settled(referral -> {});
        String accepted = settled(referral -> referral.put("status", "Active").put("substatus", "Accepted"));
        engagement = UUID.randomUUID().toString();
        settled(referral -> referral.put("engagementId", engagement));
        erased = UUID.randomUUID().toString();
        String forgotten = settled(referral -> referral.put("engagementId", erased));
        application.operations().erase(forgotten);
        poll();
        eventually().until(this::idle);
        return new Stored(edited, lost, over, List.of(untouched, accepted));
    }

    /** @param oneIn all of them, or one of so many */
    private List<Case> cases(int oneIn) {
        System.out.println("-Ddoor.seed=" + seed);
        List<Case> cases = new ArrayList<>();
        for (Found found : Found.values()) {
            for (int merges = 0; merges <= MERGES; merges++) {
                for (Verdict verdict : Verdict.values()) {
                    boolean asksItself = found == Found.SUBJECT && verdict == Verdict.RELATED; // by the poll
                    if (!asksItself && random.nextInt(oneIn) == 0) {
                        cases.add(stage(found, merges, verdict));
                    }
                }
            }
        }
        return cases;
    }

    private Case stage(Found found, int merges, Verdict verdict) {
        String id = verdict == Verdict.UNLINKED
                ? settled(referral -> {})
                : UUID.randomUUID().toString();
        UUID first = somebodys(lead -> {
            lead.put("subject", found == Found.SUBJECT ? "Mine [" + id + "]" : "Somebody's own lead");
            if (found == Found.KEY && verdict != Verdict.UNLINKED) {
                lead.put(KEY, id);
            }
        });
        UUID last = first;
        for (int n = 0; n < merges; n++) {
            UUID master = somebodys(lead -> lead.put("subject", "Somebody's own lead"));
            world.dataverse().merge(last, master);
            last = master;
        }
        world.partner().notifications().dropNext(1);
        if (verdict == Verdict.UNLINKED) {
            application.operations().unlink(id);
            world.partnerCenter().edit(id, referral -> name(referral, found, first));
        } else {
            referral(referral -> {
                name(referral.put("id", id), found, first);
                become(referral, verdict);
            });
        }
        return new Case(found, merges, verdict, id, last);
    }

    private UUID somebodys(java.util.function.Consumer<ObjectNode> change) {
        ObjectNode lead = (ObjectNode) json("{}");
        lead.put("companyname", OWN_WORDS);
        change.accept(lead);
        return world.dataverse().create(lead);
    }

    private static void name(ObjectNode referral, Found found, UUID lead) {
        if (found == Found.NAMED) {
            referral.put("externalReferenceId", lead.toString());
        }
    }

    private void become(ObjectNode referral, Verdict verdict) {
        switch (verdict) {
            case OUTGOING -> referral.put("direction", "Outgoing");
            case SPAM -> referral.put("isSpam", true);
            case CLOSED -> referral.put("status", "Closed").put("substatus", "Expired");
            case COUNTRY -> referral.withObject("/customerProfile/address").put("country", "FR");
            case SECOND -> referral.put("engagementId", engagement);
            case ERASED -> referral.put("engagementId", erased);
            default -> {}
        }
    }

    /** The poll first, so that a lead that names a referral is met before the referral is. */
    private void happens(Stored stored, List<Case> cases) {
        world.partnerCenter().edit(stored.edited(), referral -> referral.withObject("/customerProfile")
                .put("name", "Renamed Ltd"));
        world.dataverse().edit(leadOf(stored.edited()), lead -> lead.put("description", "Seller's words."));
        world.dataverse().disqualify(leadOf(stored.lost()), 4);
        world.partnerCenter().edit(stored.over(), referral -> referral.put("status", "Closed")
                .put("substatus", "Lost"));
        stored.deleted().forEach(id -> world.dataverse().delete(leadOf(id)));
        eventually().until(this::idle);
        poll();
        eventually().until(this::idle);
        for (Case each : cases) {
            deliver(each.verdict() == Verdict.RELATED ? "related-referral-updated" : "referral-updated", each.id());
        }
        eventually().until(this::idle);
    }

    private void onlyThatSideIsWritten(String write) {
        if (!write.equals("lead")) {
            assertThat(patches("dynamics"))
                    .as("written to leads under " + write)
                    .isEmpty();
        }
        if (!write.equals("referral")) {
            assertThat(patches("partner-center"))
                    .as("written to referrals under " + write)
                    .isEmpty();
        }
    }

    private void outsideNothingIsWritten(List<Case> cases) {
        for (Case each : cases) {
            if (each.verdict() != Verdict.IN) {
                assertThat(pair(each.id()).leadId()).as(each.toString()).isNull();
                assertThat(world.dataverse().writes())
                        .as(each.toString())
                        .noneMatch(write ->
                                write.lead().equals(each.lead()) && write.by().equals(APPLICATION));
                assertThat(world.partnerCenter().writes())
                        .as(each.toString())
                        .noneMatch(write -> each.verdict() != Verdict.UNLINKED
                                && write.referralId().equals(each.id())
                                && write.patch() != null);
            }
        }
    }

    private void staysAsItWas(List<Pair> before) {
        for (Pair pair : before) {
            Pair now = pair(pair.referralId());
            assertThat(now.leadId()).isEqualTo(pair.leadId());
            assertThat(now.agreed()).isEqualTo(pair.agreed());
            if (!policy.equals("ignore")) {
                assertThat(now.state()).isEqualTo(pair.state());
            }
        }
    }

    /** What was held back, once everything may be written. */
    private void isWritten(Stored stored, List<Case> cases) {
        assertThat(lead(leadOf(stored.edited()).toString()).path("companyname").asText())
                .isEqualTo("Renamed Ltd");
        assertThat(referralNow(stored.edited()).at("/details/notes").asText()).isEqualTo("Seller's words.");
        assertThat(status(stored.lost())).isEqualTo("Closed/Lost");
        assertThat(lead(leadOf(stored.over()).toString()).path("statecode").asInt())
                .isEqualTo(2);
        for (Case each : cases) {
            if (each.verdict() == Verdict.IN) {
                assertThat(pair(each.id()).leadId()).isEqualTo(each.lead().toString());
                assertThat(referralNow(each.id()).path("externalReferenceId").asText())
                        .as(each.toString())
                        .isEqualTo(each.lead().toString());
                assertThat(lead(each.lead().toString()).path("companyname").asText())
                        .as(each.toString())
                        .isEqualTo("Northwind Traders GmbH");
            }
        }
    }

    private void deletedLeadsAreDealtWith(List<String> ids) {
        switch (policy) {
            case "recreate" ->
                ids.forEach(id -> assertThat(world.dataverse().get(leadOf(id))).isPresent());
            case "close-referral" ->
                assertThat(ids).extracting(this::status).containsExactly("Closed/Declined", "Closed/Lost");
            default -> assertThat(ids).extracting(this::status).containsExactly("New/Pending", "Active/Accepted");
        }
        boolean anew = policy.equals("recreate");
        assertThat(ids).allMatch(id -> pair(id).state().equals(anew ? "in-step" : "lead-deleted"));
    }

    private String status(String id) {
        return referralNow(id).path("status").asText() + "/"
                + referralNow(id).path("substatus").asText();
    }

    private Pair pair(String id) {
        return new Pairs(store()).find(id).orElseThrow();
    }

    private UUID leadOf(String id) {
        return UUID.fromString(pair(id).leadId());
    }

    private long moves() {
        return store().read(handle -> handle.createQuery("SELECT COUNT(*) FROM moves")
                .mapTo(Long.class)
                .one());
    }

    /** As if some time had passed: nobody waits because of how often it was looked at. */
    private void rested() {
        store().executeNow("", handle -> handle.execute("UPDATE requests SET gap = 0, quiet_runs = 0, not_before = 0"));
    }

    private Path mapping() {
        try {
            String stock = Files.readString(Path.of("mapping.yaml"));
            return Files.writeString(folder.resolve("mapping.yaml"), stock + "\ncountries: [DE, AT]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
