package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngagementsTest extends StoreTest {
    private static final String DEAL = "deal";
    private Tables tables;

    @BeforeEach
    void open() {
        tables = Tables.of(database);
    }

    @Test
    void whatIsHandedOnIsLookedAtByThoseThatHaveNoLead() {
        members("a", "b", "c");
        save(Pair.first("d", "in-step").withEngagement(DEAL).withLead("lead-d"));
        save(Pair.first("e", "no-lead").withEngagement("another"));
        claim("a");
        handOn("a", true);
        assertThat(tables.pairs().ownerOf(DEAL)).isEmpty();
        assertThat(List.of("a", "b", "c", "d", "e")).filteredOn(this::waits).containsExactly("b", "c");
    }

    @Test
    void whoHasNothingToHandOnWakesNobody() {
        members("a", "b");
        claim("b");
        handOn("a", true);
        assertThat(tables.pairs().ownerOf(DEAL)).contains("b");
        assertThat(waits("b")).isFalse();
    }

    @Test
    void oneThatIsParkedIsWokenOnlyWhereItMayBe() {
        members("a", "b");
        park("b");
        claim("a");
        handOn("a", false);
        assertThat(waits("b")).isFalse();
        claim("a");
        handOn("a", true);
        assertThat(waits("b")).isTrue();
    }

    /** Whichever comes first: who ends because another has the lead is looked at again when that one gives it up. */
    @Test
    void nobodyWaitsForAReservationThatEndedInTheSameMoment() throws Exception {
        for (int round = 0; round < 40; round++) {
            String owner = "owner-" + round;
            String other = "other-" + round;
            String deal = "deal-" + round;
            save(Pair.first(owner, "new").withEngagement(deal));
            database.executeNow(owner, handle -> tables.pairs().claimEngagement(handle, deal, owner));
            try (Database another = engine.another()) {
                Tables beside = Tables.of(another);
                Together.run(2, n -> {
                    if (n == 0) {
                        database.executeNow(
                                owner, handle -> tables.engagements().handOn(handle, owner, true));
                    } else {
                        another.executeNow(other, handle -> {
                            beside.pairs()
                                    .save(handle, Pair.first(other, "no-lead").withEngagement(deal));
                            if (!beside.engagements().isHeldBy(handle, deal, owner)) {
                                beside.requests().request(handle, Event.live(other, Cause.FOLLOW_UP));
                            }
                        });
                    }
                    return n;
                });
            }
            assertThat(waits(other)).as("round " + round).isTrue();
        }
    }

    private void members(String... referralIds) {
        for (String id : referralIds) {
            save(Pair.first(id, "no-lead").withEngagement(DEAL));
        }
    }

    private void save(Pair pair) {
        database.executeNow(pair.referralId(), handle -> tables.pairs().save(handle, pair));
    }

    private void claim(String referralId) {
        database.executeNow(referralId, handle -> tables.pairs().claimEngagement(handle, DEAL, referralId));
    }

    private void handOn(String referralId, boolean parkedToo) {
        database.executeNow(referralId, handle -> tables.engagements().handOn(handle, referralId, parkedToo));
    }

    private void park(String referralId) {
        database.executeNow(
                referralId, handle -> tables.requests().request(handle, Event.live(referralId, Cause.WEBHOOK)));
        Claims claims = new Claims(database, Duration.ZERO);
        Claim claim = claims.claim(1).get(0);
        Ending parked = new Ending.Parked("dynamics", "step", 400, "code", "reason", "remedy", false);
        database.executeNow(referralId, handle -> claims.end(handle, claim, parked));
    }

    private boolean waits(String referralId) {
        return new Backlog(database)
                .find(referralId)
                .filter(request -> request.state().equals("waiting"))
                .isPresent();
    }
}
