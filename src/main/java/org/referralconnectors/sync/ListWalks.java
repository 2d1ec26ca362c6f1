package org.referralconnectors.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.SynchronizationAdapter;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.store.Cursors.CursorMoved;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Turn;
import org.referralconnectors.store.Walks.Walk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The walks down the lists of both services: a poll, a sweep, a backfill. One process walks a list at a time; with each
 * page its place goes to disk, so that after a failure, a restart or a crash the next tick goes on where it was, in
 * this process or another.
 */
public final class ListWalks {

    private static final Logger LOG = LoggerFactory.getLogger(ListWalks.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tables tables;
    private final Heartbeat heartbeat;
    private final BooleanSupplier working;
    private final Runnable hint;

    /**
     * @param working whether this process goes on; a walk stops between two pages
     * @param hint called when there may be something to run
     */
    public ListWalks(Tables tables, Heartbeat heartbeat, BooleanSupplier working, Runnable hint) {
        this.tables = tables;
        this.heartbeat = heartbeat;
        this.working = working;
        this.hint = hint;
    }

    /**
     * This process's turn at a list, until the tick's exchange has ended.
     *
     * @param quiet how long after one process has begun no other begins
     * @return empty while another process walks, or has just walked
     */
    Optional<ListWalk> begin(String name, Duration quiet, Exchange tick) {
        Optional<Turn> turn = tables.ticks().hold(name, heartbeat.lease(), quiet);
        turn.ifPresent(held -> {
            heartbeat.keep(held);
            tick.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange ended) {
                    heartbeat.release(held);
                }
            });
        });
        return turn.map(held -> ListWalk.withCursor(tables, name, held, working, hint));
    }

    /** A walk for which nobody has to wait for a turn, and which leaves no cursor. */
    ListWalk once(Walk known) {
        return ListWalk.once(tables, known, working, hint);
    }

    /** Whether a service refused the link to a page: its life is over, or it has forgotten it. */
    public boolean refused(Exchange exchange) {
        ListProgress walk = walk(exchange);
        return walk != null && refusedLink(walk, caught(exchange)).isPresent();
    }

    /** Goes on without the link at the next tick. */
    public void startOver(Exchange exchange) {
        leavesRefusedLink(walk(exchange), caught(exchange));
    }

    /** Forgets the link, if that is what was refused. */
    public static boolean leavesRefusedLink(ListProgress walk, Throwable thrown) {
        Optional<HttpOperationFailedException> refused = refusedLink(walk, thrown);
        refused.ifPresent(http -> {
            LOG.warn(
                    "The link to a page is not taken any more (HTTP {} {}): the list is walked again without it",
                    http.getStatusCode(),
                    Failure.code(http));
            try {
                walk.withoutLink(isExpired(http));
            } catch (CursorMoved byAnotherProcess) {
                LOG.info("{}; its link is the newer one", byAnotherProcess.getMessage());
            }
        });
        return refused.isPresent();
    }

    /** Whether a walk failed only because somebody else walks the same list. */
    public static boolean isMovedByAnother(Throwable thrown) {
        return Failure.cause(thrown) instanceof CursorMoved;
    }

    private static Optional<HttpOperationFailedException> refusedLink(ListProgress walk, Throwable thrown) {
        return walk.isOnLink() && Failure.cause(thrown) instanceof HttpOperationFailedException http
                ? Optional.of(http).filter(refused -> isExpired(refused) || isRefused(refused))
                : Optional.empty();
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private static ListProgress walk(Exchange exchange) {
        ListProgress poll = exchange.getVariable("poll", ListProgress.class);
        return poll != null ? poll : exchange.getVariable("sweep", ListProgress.class);
    }

    /** The documentation names the code, and no status. */
    private static boolean isExpired(HttpOperationFailedException http) {
        return ODataError.EXPIRED_VERSION_STAMP.equals(Failure.code(http));
    }

    /** By the service itself: a proxy's page says nothing about a link. */
    private static boolean isRefused(HttpOperationFailedException http) {
        int status = http.getStatusCode();
        return (status == 400 || status == 404 || status == 410)
                && !Failure.code(http).isEmpty();
    }

    static JsonNode json(String place) {
        try {
            return JSON.readTree(place);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored place of a walk can't be read", e);
        }
    }
}
