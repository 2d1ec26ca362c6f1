package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasureTest extends StoreTest {

    private static final String PERSON = "0f8b1d52-0000-4000-8000-00000000000a";
    private static final String LEAD = "1f8b1d52-0000-4000-8000-00000000000b";
    private static final String ENGAGEMENT = "2f8b1d52-0000-4000-8000-00000000000c";
    private static final List<String> TABLES = List.of(
            "requests", "pairs", "engagements", "history", "moves", "not_referrals", "facts", "cursors", "tombstones");

    private Requests requests;
    private Pairs pairs;
    private Tombstones tombstones;

    @BeforeEach
    void aPairIsEverywhere() {
        requests = new Requests(database);
        pairs = new Pairs(database);
        tombstones = new Tombstones(database);
        database.executeNow("", handle -> {
            requests.request(handle, Event.live(PERSON, Cause.WEBHOOK));
            requests.request(handle, Event.live("other", Cause.WEBHOOK));
            pairs.save(
                    handle,
                    Pair.first(PERSON, "in-step")
                            .withEngagement(ENGAGEMENT)
                            .withLead(LEAD)
                            .withAgreed("{\"company\": \"Muster\"}", 1));
            pairs.claimEngagement(handle, ENGAGEMENT, PERSON);
            pairs.save(handle, Pair.first("other", "no-lead").withState("no-lead", "its lead is with " + PERSON));
            add(handle, PERSON, "done");
            add(handle, "other", "parked: two referrals, one lead: " + LEAD);
            new Moves(database).tryMove(handle, PERSON, "CLOSE_LEAD", (h, others) -> false);
            new NotReferrals(database).remember(handle, PERSON);
        });
    }

    @Test
    void noTableHoldsTheReferralItsLeadOrWhatItHeld() {
        erase();
        assertThat(everything())
                .doesNotContain(PERSON, LEAD, ENGAGEMENT, "Muster")
                .contains("other");
        assertThat(new History(database).of("other"))
                .singleElement()
                .satisfies(decision -> assertThat(decision.outcome()).endsWith("one lead: (erased)"));
        assertThat(pairs.find("other").orElseThrow().reason()).isEqualTo("its lead is with (erased)");
    }

    @Test
    void noCauseBringsItBack() {
        erase();
        database.executeNow("", handle -> Arrays.stream(Cause.values())
                .forEach(cause -> requests.request(handle, Event.live(PERSON, cause))));
        assertThat(new Backlog(database).find(PERSON)).isEmpty();
        assertThat(new Claims(database, Duration.ZERO).claim(10))
                .extracting(Claim::referralId)
                .containsExactly("other");
        assertThat(tombstones.has(PERSON)).isTrue();
        assertThat(pairs.isErased(ENGAGEMENT)).isTrue();
        assertThat(tombstones.has("other")).isFalse();
    }

    @Test
    void whatTheFirstReleaseErasedIsKnownStill() {
        String salt = new Facts(database).find("erasure.key").orElseThrow();
        String old = Tombstones.hash(new SecretKeySpec(HexFormat.of().parseHex(salt), "HmacSHA256"), "of-old");
        database.executeNow(
                "", handle -> handle.execute("INSERT INTO tombstones (hash, erased_at) VALUES (?, 0)", old));
        assertThat(new Tombstones(database).has("of-old")).isTrue();
        assertThat(new Tombstones(database).has("of-old-too")).isFalse();
    }

    @Test
    void whoHasTheStoreWithoutItsKeyCantTryOutWhatWasErased() {
        erase();
        String stolen = everything();
        String salt = new Facts(database).find("erasure.key").orElseThrow();
        for (String known : List.of(PERSON, ENGAGEMENT)) {
            assertThat(stolen)
                    .doesNotContain(
                            Tombstones.hash(new SecretKeySpec(HexFormat.of().parseHex(salt), "HmacSHA256"), known));
        }
        assertThat(tombstones.hash(PERSON)).isSubstringOf(stolen);
    }

    @Test
    void theHashesAreOfThisStoreAlone() {
        erase();
        try (Database another = Database.open(engine.emptyStore("another_key"))) {
            another.migrate();
            assertThat(another.<String>read(handle -> new Tombstones(another).hash(handle, PERSON)))
                    .isNotEqualTo(database.<String>read(handle -> tombstones.hash(handle, PERSON)));
        }
    }

    @Test
    void whatWasDeletedCanBeOverwrittenWhileOthersAreConnected() {
        erase();
        assertThat(database.forgetDeleted()).isTrue();
    }

    /** All of it, one unit after the other. */
    private void erase() {
        Erasure erasure = new Erasure(database, tombstones);
        Pair pair = pairs.find(PERSON).orElseThrow();
        Set<String> ids = Erasure.ids(pair);
        database.executeNow("", handle -> erasure.begin(handle, pair));
        while (database.<Boolean>writeNow("", handle -> erasure.removeDecisions(handle, PERSON))) {
            assertThat(tombstones.has(PERSON)).isTrue();
        }
        for (Erasure.Words words : Erasure.Words.values()) {
            String after = "";
            while (after != null) {
                Erasure.Mentions found = erasure.mentions(words, after, ids);
                database.executeNow("", handle -> erasure.remove(handle, found, ids));
                after = found.last();
            }
        }
    }

    private void add(Handle handle, String id, String outcome) {
        new History(database)
                .add(handle, new Decision(id, Instant.EPOCH, null, "referral-to-lead", outcome, null, null, null));
    }

    private String everything() {
        return database.read(handle -> TABLES.stream()
                .flatMap(table -> handle.createQuery("SELECT * FROM " + table).mapToMap().stream())
                .map(Map::toString)
                .reduce("", String::concat));
    }
}
