package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Pair.Etags;

class PairsTest extends StoreTest {
    private Pairs pairs;

    @BeforeEach
    void open() {
        pairs = new Pairs(database);
    }

    @Test
    void aPairComesBackAsItWasSaved() {
        Pair pair = Pair.first("a", "in-step")
                .withEngagement("engagement")
                .withLead("lead-1")
                .withState("lead-deleted", "by somebody \u05d0\ud83d\ude00")
                .withEtags(new Etags("r1", "l1", "r0", "l0"))
                .withAgreed("{\"notes\":1}", 2)
                .withIntent("{\"intent\":1}")
                .withFights("[]");
        save(pair);
        Pair found = pairs.find("a").orElseThrow();
        assertThat(found).usingRecursiveComparison().ignoringFields("updatedAt").isEqualTo(pair);
        assertThat(found.updatedAt()).isEqualTo(Instant.ofEpochMilli(SetClock.BEGIN));
        assertThat(pairs.findByLead("lead-1")).contains(found);
    }

    @Test
    void anEmptyPairIsSavedAndReplaced() {
        save(Pair.first("a", "out-of-scope").withIntent("x"));
        save(Pair.first("a", "in-step"));
        assertThat(pairs.find("a").orElseThrow().intent()).isNull();
        assertThat(pairs.count()).isEqualTo(1);
        assertThat(pairs.find("b")).isEmpty();
        assertThat(pairs.findByLead("none")).isEmpty();
    }

    @Test
    void onlyPairsWithALeadAreCountedAsSuch() {
        save(Pair.first("a", "in-step").withLead("lead-1"));
        save(Pair.first("b", "out-of-scope"));
        save(Pair.first("c", "in-step").withLead("lead-2"));
        assertThat(withLeadAreAtLeast(2)).isTrue();
        assertThat(withLeadAreAtLeast(3)).isFalse();
        save(pairs.find("c").orElseThrow().withLead(null));
        assertThat(withLeadAreAtLeast(2)).isFalse();
    }

    private boolean withLeadAreAtLeast(long number) {
        return database.read(handle -> pairs.withLeadAreAtLeast(handle, number));
    }

    @Test
    void aPairRemembersEveryLeadItEverHad() {
        save(Pair.first("a", "in-step").withLead("lead-1"));
        save(pairs.find("a").orElseThrow().withLead("lead-2"));
        save(pairs.find("a").orElseThrow().withLead(null));
        Pair unlinked = pairs.find("a").orElseThrow();
        assertThat(unlinked.leadId()).isNull();
        assertThat(unlinked.knownLeadIds()).containsExactlyInAnyOrder("lead-1", "lead-2");
    }

    @Test
    void aLeadThatAnotherReferralHasIsRefusedByName() {
        save(Pair.first("a", "in-step").withLead("lead-1"));
        assertThatThrownBy(() -> save(Pair.first("b", "in-step").withLead("lead-1")))
                .isInstanceOfSatisfying(
                        LeadTaken.class, e -> assertThat(e.otherReferralId()).isEqualTo("a"));
        assertThat(pairs.find("b")).isEmpty();
    }

    @Test
    void ofManyWhoWantOneLeadAtTheSameTimeExactlyOneGetsIt() {
        List<CompletableFuture<Void>> saves = IntStream.range(0, 40)
                .mapToObj(n -> Pair.first("referral-" + n, "in-step").withLead("lead-1"))
                .map(pair -> database.execute(pair.referralId(), handle -> pairs.save(handle, pair)))
                .toList();
        List<Throwable> failures = new ArrayList<>();
        saves.forEach(
                save -> save.handle((done, e) -> e == null || failures.add(e)).join());
        assertThat(pairs.count()).isEqualTo(1);
        String owner = pairs.findByLead("lead-1").orElseThrow().referralId();
        assertThat(failures).hasSize(39).allSatisfy(e -> assertThat(e)
                .isInstanceOfSatisfying(LeadTaken.class, taken -> assertThat(taken.otherReferralId())
                        .isEqualTo(owner)));
    }

    @Test
    void leadsAndReferralsAreLookedUpByTheThousand() {
        saveMany(1200);
        List<String> leads = IntStream.range(0, 2000).mapToObj(n -> "lead-" + n).toList();
        assertThat(pairs.byLeadIds(leads))
                .hasSize(1200)
                .containsEntry("lead-1199", new Pairs.Owner("referral-1199", "etag-1199"));
        List<String> referrals =
                IntStream.range(1000, 2000).mapToObj(n -> "referral-" + n).toList();
        assertThat(pairs.etags(referrals)).hasSize(200).containsEntry("referral-1000", etags(1000));
        assertThat(pairs.byLeadIds(List.of())).isEqualTo(Map.of());
    }

    @Test
    void allPairsAreReadInChunksEachExactlyOnce() {
        assertThat(pairs.all()).isEmpty();
        saveMany(1200);
        assertThat(pairs.all().map(Pair::referralId))
                .hasSize(1200)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(pairs.count()).isEqualTo(1200);
    }

    @Test
    void pairsWithParkedFieldsAreFound() {
        save(Pair.first("a", "in-step"));
        save(Pair.first("b", "in-step").withAgreed("{}", 1));
        assertThat(pairs.withParkedFields()).extracting(Pair::referralId).containsExactly("b");
    }

    @Test
    void anEngagementBelongsToTheReferralThatClaimedItFirst() {
        assertThat(pairs.ownerOf("e")).isEmpty();
        assertThat(claimEngagement("e", "a")).isEqualTo("a");
        assertThat(claimEngagement("e", "b")).isEqualTo("a");
        assertThat(claimEngagement("e", "a")).isEqualTo("a");
        assertThat(pairs.ownerOf("e")).contains("a");
    }

    private String claimEngagement(String engagement, String referral) {
        return database.writeNow(referral, handle -> pairs.claimEngagement(handle, engagement, referral));
    }

    private void saveMany(int count) {
        database.executeNow("", handle -> IntStream.range(0, count)
                .forEach(n -> pairs.save(
                        handle,
                        Pair.first("referral-" + n, "in-step")
                                .withLead("lead-" + n)
                                .withEtags(etags(n)))));
    }

    private static Etags etags(int n) {
        return new Etags("seen-" + n, "etag-" + n, null, null);
    }

    private void save(Pair pair) {
        database.executeNow(pair.referralId(), handle -> pairs.save(handle, pair));
    }
}
