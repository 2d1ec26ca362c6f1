package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks.Walk;

/**
 * Requests, page by page, every referral of the list that is in scope or known, behind all that is live. One that a
 * command began and did not end is gone on with by the command's repetition, or by the running process.
 */
public final class Backfill {

    /** The kind of these walks. */
    public static final String NAME = "backfill";

    /** Longer than any page takes: whoever walked has ended. */
    private static final Duration LEFT = Duration.ofMinutes(2);

    /** One walk down the list in progress. */
    public static final class Progress implements ListProgress {

        private final ListWalk walk;
        private final ReferralList list;
        private final Consumer<Walk> told;
        private int pages = Integer.MAX_VALUE;

        private Progress(ListWalk walk, ReferralList list, Consumer<Walk> told) {
            this.walk = walk;
            this.list = list;
            this.told = told;
        }

        @Override
        public boolean isMore() {
            return isUnderWay() && pages > 0 && walk.goesOn();
        }

        /** Whether the list goes on. */
        boolean isUnderWay() {
            return list.isMore();
        }

        /** Stops after the next page. */
        void onePage() {
            pages = 1;
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
            walk.startOver(Optional.of(list.placeWithoutLink()));
        }

        /** How far it is, with what was done before a break. */
        public Walk soFar() {
            return walk.soFar();
        }
    }

    private final Tables tables;
    private final ListWalks walks;
    private final Set<String> kinds;

    /** @param kinds of {@code incoming}, {@code outgoing}, {@code closed}: what {@code sync.scope} holds */
    public Backfill(Tables tables, ListWalks walks, Set<String> kinds) {
        this.tables = tables;
        this.walks = walks;
        this.kinds = Set.copyOf(kinds);
    }

    /**
     * Goes on with the walk of this name, or begins it.
     *
     * @param told after each page how far it is
     */
    public Progress begin(String name, ReferralList list, Consumer<Walk> told) {
        ListWalk walk = walks.once(tables.walks().find(name));
        return new Progress(
                walk, walk.place().map(place -> ReferralList.at("", place)).orElse(list), told);
    }

    /** One that nobody goes on with; null where there is none. */
    public Progress left() {
        return tables.walks()
                .left(NAME, LEFT)
                .map(walk -> begin(walk.name(), ReferralList.whole(), ignored -> {}))
                .orElse(null);
    }

    /** What a page asks for and the place behind it go to disk in one commit. */
    public void take(@Variable("sweep") Progress progress, @Body JsonNode answer) throws NotTheService {
        List<ReferralList.Row> rows = progress.list.take(Answers.list(answer));
        List<Event> events = events(rows);
        progress.pages--;
        progress.list.broken().ifPresent(reason -> {
            progress.walk.keep(events);
            throw new ListBroken(reason, "");
        });
        if (progress.list.isMore()) {
            progress.walk.page(progress.list.place(), rows.size(), events);
        } else {
            progress.walk.end("", rows.size(), events);
        }
        progress.told.accept(progress.soFar());
    }

    private List<Event> events(List<ReferralList.Row> rows) {
        Map<String, Etags> known =
                tables.pairs().etags(rows.stream().map(ReferralList.Row::id).toList());
        return rows.stream()
                .filter(row -> known.containsKey(row.id()) || isInScope(row))
                .map(row -> new Event(row.id(), Cause.BACKFILL, Priority.BACKFILL, null))
                .toList();
    }

    /** As far as the list tells; the run looks at the rest. */
    private boolean isInScope(ReferralList.Row row) {
        String direction = row.direction().equals("Outgoing") ? "outgoing" : "incoming";
        return kinds.contains(direction) && (row.isOpen() || kinds.contains("closed"));
    }
}
