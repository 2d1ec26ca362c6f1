package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.dynamics.ChangedRows;
import org.referralconnectors.dynamics.TableChanges;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Shown;

/**
 * Reads which leads changed and requests a run for each pair among them. A pass over all leads marks the pairs that it
 * has shown; at its end, those that it has not shown are requested, since their leads are gone.
 */
public final class LeadPoll {

    private static final String NAME = "lead-poll";
    private static final String PASS = "pass";
    private static final String CURSOR = "cursor";
    private static final String NOT_SHOWN_AFTER = "not-shown-after";

    /** One poll in progress. */
    public static final class Progress implements ListProgress {

        private final ListWalk walk;
        private final TableChanges changes;
        private final String pass;

        private Progress(ListWalk walk, TableChanges changes, String pass) {
            this.walk = walk;
            this.changes = changes;
            this.pass = pass;
        }

        @Override
        public boolean isMore() {
            return changes.isMore() && walk.goesOn();
        }

        @Override
        public String getQuery() {
            return changes.getQuery();
        }

        public String getPrefer() {
            return changes.getPrefer();
        }

        @Override
        public boolean isOnLink() {
            return changes.isOnLink();
        }

        @Override
        public void withoutLink(boolean expired) {
            walk.startOver(changes.placeWithoutLink(expired).map(place -> place.put(PASS, walk.number())));
        }

        private ObjectNode place() {
            return changes.place().put(PASS, pass);
        }
    }

    private final ListWalks walks;
    private final Gates gates;
    private final LeadRows rows;
    private final Shown shown;
    private final BiFunction<String, JsonNode, TableChanges> mode;
    private final Duration quiet;

    /**
     * @param mode makes a poll from the last one's cursor and, where one was left, its place
     * @param quiet how long after one process has polled no other polls
     */
    public LeadPoll(
            ListWalks walks,
            Gates gates,
            LeadRows rows,
            Shown shown,
            BiFunction<String, JsonNode, TableChanges> mode,
            Duration quiet) {
        this.walks = walks;
        this.gates = gates;
        this.rows = rows;
        this.shown = shown;
        this.mode = mode;
        this.quiet = quiet;
    }

    /** A poll that says what to ask first; null where it is not this process's turn. */
    public Progress begin(Exchange tick) {
        return gates.isOpen("dynamics")
                ? walks.begin(NAME, quiet, tick).map(this::goOn).orElse(null)
                : null;
    }

    /** What a page asks for and the place behind it go to disk in one commit. */
    public void take(@Variable("poll") Progress poll, @Body JsonNode answer) throws NotTheService {
        ChangedRows page = poll.changes.take(Answers.list(answer));
        LeadRows.Found found = rows.find(page, priority(poll));
        found.concerned().forEach(poll.changes::remember);
        poll.changes.broken().ifPresent(broken -> {
            poll.walk.keep(found.events());
            throw new ListBroken(broken.reason(), broken.remedy());
        });
        int seen = page.rows().size() + page.deleted().size();
        if (!poll.changes.isWhole()) {
            goOn(poll, seen, found.events());
            return;
        }
        shown.mark(found.owners(), poll.pass);
        if (poll.changes.isMore()) {
            goOn(poll, seen, found.events());
        } else {
            poll.walk.page(notShown(poll.pass, poll.changes.cursor(), ""), seen, found.events());
            requestNotShown(poll.walk, poll.pass, poll.changes.cursor(), "");
        }
    }

    private static void goOn(Progress poll, int seen, List<Event> events) {
        if (poll.changes.isMore()) {
            poll.walk.page(poll.place(), seen, events);
        } else {
            poll.walk.end(poll.changes.cursor(), seen, events);
        }
    }

    private Progress goOn(ListWalk walk) {
        JsonNode place = walk.place().orElse(null);
        if (place != null && place.has(NOT_SHOWN_AFTER)) {
            requestNotShown(
                    walk,
                    place.path(PASS).asText(),
                    place.path(CURSOR).asText(),
                    place.path(NOT_SHOWN_AFTER).asText());
            return null;
        }
        String pass = place == null ? walk.number() : place.path(PASS).asText();
        return new Progress(walk, mode.apply(walk.cursor(), place), pass);
    }

    /** Deletions of which an expired link could not tell; chunk by chunk, and each with the place behind it. */
    private void requestNotShown(ListWalk walk, String pass, String cursor, String from) {
        String after = from;
        while (walk.goesOn() && after != null) {
            String begin = after;
            Shown.Missing missing = shown.missing(begin, pass);
            List<Event> events = missing.pairs().stream()
                    .map(pair -> new Event(pair.referralId(), Cause.LEAD_POLL, Priority.BACKFILL, pair.leadId()))
                    .toList();
            after = missing.last();
            if (after == null) {
                walk.end(cursor, missing.seen(), events);
            } else {
                walk.page(notShown(pass, cursor, after), missing.seen(), events);
            }
            shown.forget(begin, after);
        }
    }

    private static ObjectNode notShown(String pass, String cursor, String after) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(PASS, pass)
                .put(CURSOR, cursor)
                .put(NOT_SHOWN_AFTER, after);
    }

    private static Priority priority(Progress poll) {
        return poll.changes.isFirst() ? Priority.BACKFILL : Priority.LIVE;
    }
}
