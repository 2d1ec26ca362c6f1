package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotReferralsTest extends StoreTest {
    @Test
    void anIdIsBelievedToBeNoReferralsForADay() {
        NotReferrals notReferrals = new NotReferrals(database);
        database.executeNow("a", handle -> notReferrals.remember(handle, "a"));
        List<String> ids = IntStream.range(0, 1000)
                .mapToObj(n -> n == 700 ? "a" : "id-" + n)
                .toList();
        assertThat(notReferrals.among(ids)).containsExactly("a");
        pass(Duration.ofHours(12));
        database.executeNow("b", handle -> notReferrals.remember(handle, "b"));
        pass(Duration.ofHours(12));
        assertThat(notReferrals.among(List.of("a", "b"))).containsExactly("b");
        assertThat(notReferrals.among(List.of())).isEmpty();
    }

    @Test
    void whatIsOldIsForgotten() {
        NotReferrals notReferrals = new NotReferrals(database);
        database.executeNow("a", handle -> notReferrals.remember(handle, "a"));
        pass(Duration.ofDays(1));
        database.executeNow("b", handle -> notReferrals.remember(handle, "b"));
        int forgotten = database.writeNow("", handle -> notReferrals.forget(handle, 500));
        assertThat(forgotten).isEqualTo(1);
        long rows = database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM not_referrals")
                .mapTo(Long.class)
                .one());
        assertThat(rows).isEqualTo(1);
    }
}
