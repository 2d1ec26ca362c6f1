package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Cursors;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;

/** Reads the referral list, newest first, and requests every referral whose eTag is not the one last seen. */
public final class ReferralSweep {

    private static final String NAME = "referral-sweep";

    /** One sweep: where it began and how far down the list it is. */
    public record Progress(ReferralList list, long cursorVersion) {

        public boolean isMore() {
            return list.isMore();
        }

        public String getQuery() {
            return list.getQuery();
        }
    }

    private final Tables tables;
    private final Gates gates;
    private final Duration quiet;
    private final Runnable hint;

    /** @param quiet how long after one process has swept no other sweeps */
    public ReferralSweep(Tables tables, Gates gates, Duration quiet, Runnable hint) {
        this.tables = tables;
        this.gates = gates;
        this.quiet = quiet;
        this.hint = hint;
    }

    /** A sweep that says what to ask first; null where it is not this process's turn. */
    public Progress begin() {
        if (!gates.isOpen("partner-center") || !tables.ticks().claim(NAME, quiet) || !gates.admits("partner-center")) {
            return null;
        }
        Optional<Cursors.Cursor> last = tables.cursors().read(NAME);
        ReferralList list = new ReferralList(last.map(Cursors.Cursor::value).orElse(""));
        return new Progress(list, last.map(Cursors.Cursor::version).orElse(0L));
    }

    /** Requests and, after the last page, the watermark go to disk in one commit. */
    public void take(@Variable("sweep") Progress sweep, @Body JsonNode answer) {
        List<ReferralList.Row> rows = sweep.list().take(answer);
        Map<String, Etags> seen =
                tables.pairs().etags(rows.stream().map(ReferralList.Row::id).toList());
        List<Event> events = rows.stream()
                .filter(row -> seen.containsKey(row.id())
                        ? !row.etag().equals(seen.get(row.id()).referral())
                        : !sweep.list().isFirst() || row.isOpen())
                .map(row -> new Event(row.id(), Cause.SWEEP, Priority.LIVE, null))
                .sorted(Comparator.comparing(Event::referralId))
                .toList();
        tables.database().executeNow(NAME, handle -> {
            events.forEach(event -> tables.requests().request(handle, event));
            if (!sweep.isMore()) {
                tables.cursors().advance(handle, NAME, sweep.list().watermark(), sweep.cursorVersion());
            }
        });
        gates.wentWell("partner-center");
        hint.run();
    }
}
