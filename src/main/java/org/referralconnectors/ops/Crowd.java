package org.referralconnectors.ops;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who are connected to one listener, and the heap that they hold together, which has one bound however many they
 * are. Over it goes who has held most for longest: a stranger's connection that waits for something, never a complete
 * request that waits for its answer, and hardly one on which a request was taken before.
 *
 * <p>It belongs to the listener's one event loop, and so does every {@link Caller}.
 */
final class Crowd {

    /** Of the 128 MB of {@code docs/deploy/jvm.options}, for each of the two listeners. */
    static final long MOST_BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    /** As Vert.x calls them. */
    private static final String DECODER = "httpDecoder";

    private static final String ENCODER = "httpEncoder";

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final LongSupplier nanos;
    private final Set<Caller> callers = new HashSet<>();
    private long held;
    private long leaving;
    private long sentAway;
    private long silentSince;

    /** @param nanos time that only grows, as {@link System#nanoTime()} */
    Crowd(LongSupplier nanos) {
        this.nanos = nanos;
        this.silentSince = nanos.getAsLong() - MINUTE_NANOS;
    }

    /** From here on this connection's requests are framed and weighed by us. */
    void admit(HttpConnection connection, HttpServerOptions options) {
        Channel channel = ((ConnectionBase) connection).channel();
        channel.pipeline().remove(DECODER);
        admit(channel, options);
    }

    void admit(Channel channel, HttpServerOptions options) {
        Caller caller = new Caller(this, channel);
        callers.add(caller);
        channel.pipeline().addAfter(ENCODER, "caller", caller);
        channel.pipeline().addBefore(ENCODER, DECODER, new RequestDecoder(options, caller));
        grows(caller, caller.held());
    }

    /** In bytes, of those who stay. */
    long held() {
        return held;
    }

    /** In bytes, of those who were sent away and are not closed yet. */
    long leaving() {
        return leaving;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Whether there is room for so many bytes more of this caller, who is sent away otherwise. */
    boolean admits(Caller caller, long bytes) {
        if (caller.isTooLarge(bytes) || isCrammedFor(caller) || caller.isLarge(bytes) && isNoPlaceForLargeOnes()) {
            sendAway(caller);
            return false;
        }
        return true;
    }

    /** @param bytes that this caller holds more than before, or less if negative */
    void grows(Caller caller, long bytes) {
        held += bytes;
        Caller most = caller;
        while (held > MOST_BYTES && most != null) {
            most = most(caller);
            sendAway(most);
        }
    }

    /** Whoever is known may still send a request when strangers hold it all. */
    boolean isFullFor(Caller caller) {
        return held > (caller.isWelcome() ? 5 : 4) * MOST_BYTES / 4;
    }

    /** Those who were sent away hold theirs until the event loop gets round to it, and it may have others before. */
    boolean isCrammedFor(Caller caller) {
        return held + leaving > (caller.isWelcome() ? 5 : 4) * MOST_BYTES;
    }

    void sendAway(Caller caller) {
        if (caller == null || caller.isGone()) {
            return;
        }
        held -= caller.held();
        leaving += caller.held();
        caller.sendAway();
        warn();
    }

    void leave(Caller caller) {
        callers.remove(caller);
        if (caller.isGone()) {
            leaving -= caller.held();
        } else {
            held -= caller.held();
        }
    }

    /** What waits for its answer can't be sent away, so half of the room is kept for those who hold little. */
    private boolean isNoPlaceForLargeOnes() {
        return held + leaving > 2 * MOST_BYTES || held > MOST_BYTES / 2 && heldBy(Caller::isWaiting) > MOST_BYTES / 2;
    }

    private long heldBy(Predicate<Caller> which) {
        return callers.stream().filter(which).mapToLong(Caller::held).sum();
    }

    /** A stranger while there is one; the known only when they are a crowd of their own. */
    private Caller most(Caller arriving) {
        Caller stranger = most(arriving, false);
        return stranger != null || heldBy(Caller::isWelcome) < MOST_BYTES / 2 ? stranger : most(arriving, true);
    }

    private Caller most(Caller arriving, boolean welcome) {
        long now = now();
        Caller most = null;
        double weight = 0;
        for (Caller caller : callers) {
            double its = caller == arriving || caller.isWelcome() != welcome ? 0 : caller.weight(now);
            if (its > weight) {
                most = caller;
                weight = its;
            }
        }
        return most;
    }

    private void warn() {
        sentAway++;
        if (now() - silentSince >= MINUTE_NANOS) {
            LOG.warn(
                    "Sent {} callers away who held most for longest: all together may hold {} MB. Limit connections and"
                            + " requests at the proxy: docs/guarantees.md, Hostile callers",
                    sentAway,
                    MOST_BYTES >> 20);
            sentAway = 0;
            silentSince = now();
        }
    }
}
