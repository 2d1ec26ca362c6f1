package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.referralconnectors.dynamics.LeadChanges;
import org.referralconnectors.dynamics.LeadPage;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Cursors;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs.Owner;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which leads changed and requests a run for each pair among them. A row belongs to the pair that owns its lead
 * id, else to the referral whose id stands in its subject; otherwise it is somebody's ordinary lead.
 */
public final class LeadPoll {

    private static final Logger LOG = LoggerFactory.getLogger(LeadPoll.class);

    private static final String NAME = "lead-poll";

    /** One poll: where it began, and which leads it has shown. */
    public record Progress(LeadChanges changes, long cursorVersion, Set<String> shown) {

        public boolean isMore() {
            return changes.isMore();
        }

        public String getQuery() {
            return changes.getQuery();
        }

        public String getPrefer() {
            return changes.getPrefer();
        }
    }

    private final Tables tables;
    private final Gates gates;
    private final RunMeters meters;
    private final Subject subject;
    private final Function<String, LeadChanges> mode;
    private final Duration quiet;
    private final Runnable hint;

    /**
     * @param mode makes a poll from the last one's cursor
     * @param quiet how long after one process has polled no other polls
     */
    public LeadPoll(
            Tables tables,
            Gates gates,
            RunMeters meters,
            Subject subject,
            Function<String, LeadChanges> mode,
            Duration quiet,
            Runnable hint) {
        this.tables = tables;
        this.gates = gates;
        this.meters = meters;
        this.subject = subject;
        this.mode = mode;
        this.quiet = quiet;
        this.hint = hint;
    }

    /** A poll that says what to ask first; null where it is not this process's turn. */
    public Progress begin() {
        if (!gates.isOpen("dynamics") || !tables.ticks().claim(NAME, quiet)) {
            return null;
        }
        Optional<Cursors.Cursor> last = tables.cursors().read(NAME);
        LeadChanges changes = mode.apply(last.map(Cursors.Cursor::value).orElse(""));
        return new Progress(changes, last.map(Cursors.Cursor::version).orElse(0L), new HashSet<>());
    }

    /** Requests and, after the last page, the cursor go to disk in one commit. */
    public void take(@Variable("poll") Progress poll, @Body JsonNode answer) {
        LeadPage page = poll.changes().take(answer);
        List<Event> events = new ArrayList<>(events(poll, page));
        if (!poll.isMore() && poll.changes().isComplete()) {
            events.addAll(notShown(poll));
        }
        events.sort(Comparator.comparing(Event::referralId));
        tables.database().executeNow(NAME, handle -> {
            events.forEach(event -> tables.requests().request(handle, event));
            if (!poll.isMore()) {
                tables.cursors().advance(handle, NAME, poll.changes().cursor(), poll.cursorVersion());
            }
        });
        hint.run();
    }

    /** Whether the failure is an expired delta link. */
    public boolean expired(Exchange exchange) {
        Throwable cause = Failure.cause(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        return cause instanceof org.apache.camel.http.base.HttpOperationFailedException http
                && ODataError.EXPIRED_VERSION_STAMP.equals(Failure.code(http));
    }

    /** Forgets the expired link, so that the next poll lists every lead. */
    public void startOver(@Variable("poll") Progress poll) {
        try {
            tables.database()
                    .executeNow(NAME, handle -> tables.cursors().advance(handle, NAME, "", poll.cursorVersion()));
        } catch (Cursors.CursorMoved byAnotherProcess) {
            LOG.info("{}; its link is the newer one", byAnotherProcess.getMessage());
        }
    }

    private List<Event> events(Progress poll, LeadPage page) {
        Set<String> ids = new HashSet<>(page.deleted());
        page.rows().forEach(row -> ids.add(row.leadId()));
        Map<String, Owner> owners = tables.pairs().byLeadIds(ids);
        List<Event> events = new ArrayList<>();
        for (LeadPage.Row row : page.rows()) {
            poll.shown().add(row.leadId());
            Owner owner = owners.get(row.leadId());
            (owner == null ? named(poll, row) : changed(poll, row, owner)).ifPresent(events::add);
        }
        for (String deleted : page.deleted()) {
            Optional.ofNullable(owners.get(deleted))
                    .ifPresent(owner -> events.add(event(poll, owner.referralId(), deleted)));
        }
        return events;
    }

    private Optional<Event> changed(Progress poll, LeadPage.Row row, Owner owner) {
        if (row.etag().equals(owner.leadEtag())) {
            meters.echoSuppressed();
            return Optional.empty();
        }
        return Optional.of(event(poll, owner.referralId(), row.leadId()));
    }

    private Optional<Event> named(Progress poll, LeadPage.Row row) {
        Optional<String> named = subject.referralId(row.subject())
                .filter(id -> tables.notReferrals().among(List.of(id)).isEmpty());
        if (named.isPresent() && hasAnotherLead(named.get(), row.leadId())) {
            meters.duplicateLead(named.get(), row.leadId());
            return Optional.empty();
        }
        return named.map(id -> event(poll, id, row.leadId()));
    }

    private boolean hasAnotherLead(String referralId, String leadId) {
        return tables.pairs()
                .find(referralId)
                .map(Pair::leadId)
                .filter(lead -> !lead.equals(leadId))
                .isPresent();
    }

    /** Deletions of which an expired link could not tell. */
    private List<Event> notShown(Progress poll) {
        return tables.pairs()
                .all()
                .filter(pair -> pair.leadId() != null && !poll.shown().contains(pair.leadId()))
                .map(pair -> event(poll, pair.referralId(), pair.leadId()))
                .toList();
    }

    private static Event event(Progress poll, String referralId, String leadId) {
        Priority priority = poll.changes().isComplete() ? Priority.BACKFILL : Priority.LIVE;
        return new Event(referralId, Cause.LEAD_POLL, priority, leadId);
    }
}
