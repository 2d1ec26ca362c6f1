package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BetweenRunsTest extends StoreTest {

    private Requests requests;
    private Claims claims;
    private Pairs pairs;

    @BeforeEach
    void aPairIsRequested() {
        requests = new Requests(database);
        claims = new Claims(database, Duration.ofSeconds(2));
        pairs = new Pairs(database);
        database.executeNow("a", handle -> requests.request(handle, Event.live("a", Cause.WEBHOOK)));
    }

    @Test
    void aPairThatWaitsIsChangedAtOnce() {
        new BetweenRuns(database).change("a", handle -> save(handle, "changed"));
        assertThat(pairs.find("a")).map(Pair::state).contains("changed");
    }

    @Test
    void theEndOfARunDoesNotUndoAChangeMadeMeanwhile() {
        Claim claim = claims.claim(1).get(0);
        CompletableFuture<Boolean> change = CompletableFuture.supplyAsync(
                () -> new BetweenRuns(database).change("a", handle -> save(handle, "changed")));
        await().during(Duration.ofMillis(150)).until(() -> !change.isDone());
        database.executeNow("a", handle -> {
            claims.end(handle, claim, new Ending.Done(true));
            pairs.save(handle, Pair.first("a", "as the run read it"));
        });
        assertThat(change.join()).isTrue();
        assertThat(pairs.find("a")).map(Pair::state).contains("changed");
    }

    @Test
    void aPairThatRunsIsNotHeld() {
        database.executeNow(
                "a", handle -> assertThat(requests.hold(handle, "a")).isTrue());
        claims.claim(1);
        database.executeNow(
                "a", handle -> assertThat(requests.hold(handle, "a")).isFalse());
    }

    @Test
    void aRunWhoseLeaseIsOverStandsInNobodysWayAndCanStoreNothingMore() {
        Claim claim = claims.claim(1).get(0);
        pass(Claims.LEASE);
        new BetweenRuns(database).change("a", handle -> save(handle, "changed"));
        assertThatThrownBy(() -> database.executeNow("a", handle -> claims.end(handle, claim, new Ending.Done(true))))
                .isInstanceOf(LeaseLost.class);
        assertThat(claims.claim(1)).extracting(Claim::referralId).containsExactly("a");
    }

    @Test
    void aPairThatWasNeverRequestedIsChangedToo() {
        new BetweenRuns(database).change("b", handle -> {
            pairs.save(handle, Pair.first("b", "linked"));
            return true;
        });
        assertThat(pairs.find("b")).map(Pair::state).contains("linked");
    }

    private boolean save(Handle handle, String state) {
        pairs.save(handle, Pair.first("a", state));
        return true;
    }
}
