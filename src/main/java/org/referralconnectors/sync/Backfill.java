package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;

/** Requests, page by page, every referral of the list that is in scope or known, behind all that is live. */
public final class Backfill {

    /** One walk down the list, and what it has found so far. */
    public static final class Walk {
        private final ReferralList list;
        private final BiConsumer<Integer, Integer> progress;
        private int listed;
        private int requested;

        /** @param progress told after each page how many were listed and how many requested so far */
        public Walk(ReferralList list, BiConsumer<Integer, Integer> progress) {
            this.list = list;
            this.progress = progress;
        }

        public boolean isMore() {
            return list.isMore();
        }

        public String getQuery() {
            return list.getQuery();
        }

        public int listed() {
            return listed;
        }

        public int requested() {
            return requested;
        }

        private void add(int moreListed, int moreRequested) {
            listed += moreListed;
            requested += moreRequested;
            progress.accept(listed, requested);
        }
    }

    private static final int CHUNK = 500;

    private final Tables tables;
    private final Set<String> kinds;

    /** @param kinds of {@code incoming}, {@code outgoing}, {@code closed}: what {@code sync.scope} holds */
    public Backfill(Tables tables, Set<String> kinds) {
        this.tables = tables;
        this.kinds = Set.copyOf(kinds);
    }

    public void take(@Variable("sweep") Walk walk, @Body JsonNode answer) {
        List<ReferralList.Row> rows = walk.list.take(answer);
        Map<String, Etags> known =
                tables.pairs().etags(rows.stream().map(ReferralList.Row::id).toList());
        List<Event> events = rows.stream()
                .filter(row -> known.containsKey(row.id()) || isInScope(row))
                .map(row -> new Event(row.id(), Cause.BACKFILL, Priority.BACKFILL, null))
                .toList();
        for (int from = 0; from < events.size(); from += CHUNK) {
            List<Event> chunk = events.subList(from, Math.min(from + CHUNK, events.size()));
            tables.database().executeNow("", handle -> tables.requests().requestAll(handle, chunk));
        }
        walk.add(rows.size(), events.size());
    }

    /** As far as the list tells; the run looks at the rest. */
    private boolean isInScope(ReferralList.Row row) {
        String direction = row.direction().equals("Outgoing") ? "outgoing" : "incoming";
        return kinds.contains(direction) && (row.isOpen() || kinds.contains("closed"));
    }
}
