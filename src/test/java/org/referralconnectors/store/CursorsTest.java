package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Cursors.Cursor;
import org.referralconnectors.store.Cursors.CursorMoved;

class CursorsTest extends StoreTest {
    private Cursors cursors;

    @BeforeEach
    void open() {
        cursors = new Cursors(database);
    }

    @Test
    void aCursorIsSetOnceAndThenAdvancesFromTheVersionThatWasRead() {
        assertThat(cursors.read("lead-poll")).isEmpty();
        advance("one", 0);
        advance("two", 1);
        assertThat(cursors.read("lead-poll")).contains(new Cursor("two", 2));
        assertThat(cursors.read("sweep")).isEmpty();
    }

    @Test
    void aCursorThatSomebodyElseAdvancedStays() {
        advance("one", 0);
        assertThatThrownBy(() -> advance("late", 0)).isInstanceOf(CursorMoved.class);
        advance("two", 1);
        assertThatThrownBy(() -> advance("late", 1)).isInstanceOf(CursorMoved.class);
        assertThat(cursors.read("lead-poll")).contains(new Cursor("two", 2));
    }

    @Test
    void theRequestsOfALatePollAreUndoneWithItsCursor() {
        Requests requests = new Requests(database);
        advance("one", 0);
        assertThatThrownBy(() -> database.executeNow("lead-poll", handle -> {
                    requests.request(handle, Event.live("a", Cause.LEAD_POLL));
                    cursors.advance(handle, "lead-poll", "late", 0);
                }))
                .isInstanceOf(CursorMoved.class);
        assertThat(new Backlog(database).find("a")).isEmpty();
    }

    private void advance(String value, long expected) {
        database.executeNow("lead-poll", handle -> cursors.advance(handle, "lead-poll", value, expected));
    }
}
