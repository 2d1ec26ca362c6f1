package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.store.Cause;
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

    /** One sweep in progress. */
    public static final class Progress implements ListProgress {

        private final ListWalk walk;
        private final ReferralList list;

        private Progress(ListWalk walk) {
            this.walk = walk;
            this.list = walk.place()
                    .map(place -> ReferralList.at(walk.cursor(), place))
                    .orElseGet(() -> new ReferralList(walk.cursor()));
        }

        @Override
        public boolean isMore() {
            return list.isMore() && walk.goesOn();
        }

        @Override
        public String getQuery() {
            return list.getQuery();
        }

        @Override
        public boolean isOnLink() {
            return list.isOnLink();
        }

        @Override
        public void withoutLink(boolean expired) {
            walk.startOver(Optional.empty());
        }
    }

    private final Tables tables;
    private final ListWalks walks;
    private final Gates gates;
    private final Duration quiet;

    /** @param quiet how long after one process has swept no other sweeps */
    public ReferralSweep(Tables tables, ListWalks walks, Gates gates, Duration quiet) {
        this.tables = tables;
        this.walks = walks;
        this.gates = gates;
        this.quiet = quiet;
    }

    /** A sweep that says what to ask first; null where it is not this process's turn, or not yet. */
    public Progress begin(Exchange tick) {
        QuartzEndpoint schedule = (QuartzEndpoint) tick.getFromEndpoint();
        return gates.admits("partner-center", () -> again(schedule))
                ? walks.begin(NAME, quiet, tick).map(Progress::new).orElse(null)
                : null;
    }

    /** What a page asks for and the place behind it go to disk in one commit; with the last one, the watermark. */
    public void take(@Variable("sweep") Progress sweep, @Body JsonNode answer) throws NotTheService {
        List<ReferralList.Row> rows = sweep.list.take(Answers.list(answer));
        List<Event> events = events(sweep.list, rows);
        sweep.list.broken().ifPresent(reason -> {
            sweep.walk.keep(events);
            throw new ListBroken(reason, "");
        });
        if (sweep.list.isMore()) {
            sweep.walk.page(sweep.list.place(), rows.size(), events);
        } else {
            sweep.walk.end(sweep.list.watermark(), rows.size(), events);
        }
    }

    /** The first sweep asks for what was there before the connectors were: behind all that is live. */
    private List<Event> events(ReferralList list, List<ReferralList.Row> rows) {
        Map<String, Etags> seen =
                tables.pairs().etags(rows.stream().map(ReferralList.Row::id).toList());
        Priority priority = list.isFirst() ? Priority.BACKFILL : Priority.LIVE;
        return rows.stream()
                .filter(row -> seen.containsKey(row.id())
                        ? !row.etag().equals(seen.get(row.id()).referral())
                        : !list.isFirst() || row.isOpen())
                .map(row -> new Event(row.id(), Cause.SWEEP, priority, null))
                .toList();
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
