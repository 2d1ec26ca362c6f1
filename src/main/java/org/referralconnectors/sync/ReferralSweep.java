package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Cursors;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the referral list, newest first, and requests every referral whose eTag is not the one last seen. */
public final class ReferralSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ReferralSweep.class);
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

    /** A sweep that says what to ask first; null where it is not this process's turn, or not yet. */
    public Progress begin(Exchange tick) {
        QuartzEndpoint schedule = (QuartzEndpoint) tick.getFromEndpoint();
        if (!gates.admits("partner-center", () -> again(schedule))
                || !tables.ticks().claim(NAME, quiet)) {
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
        hint.run();
    }

    /** A tick that fell into a pause: until the next one it may be long. */
    private static void again(QuartzEndpoint schedule) {
        TriggerKey key = schedule.getTriggerKey();
        try {
            schedule.getComponent().getScheduler().triggerJob(new JobKey(key.getName(), key.getGroup()));
        } catch (SchedulerException e) {
            LOG.warn("The sweep that fell into a pause can't be made up for: {}", e.toString());
        }
    }
}
