package org.referralconnectors.ops;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
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
    static final long MOST_BYTES = 12L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final LongSupplier nanos;
    private final Set<Caller> callers = new HashSet<>();
    private long held;
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
        Caller caller = new Caller(this, channel);
        channel.pipeline().replace("httpDecoder", "httpDecoder", new RequestDecoder(options, caller));
        channel.pipeline().addBefore("handler", "caller", caller);
        callers.add(caller);
        caller.enter();
        channel.closeFuture().addListener(closed -> leave(caller));
    }

    /** In bytes. */
    long held() {
        return held;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** @param bytes that this caller holds more than before, or less if negative */
    void grows(Caller caller, long bytes) {
        held += bytes;
        while (held > MOST_BYTES) {
            Caller most = most(caller);
            if (most == null) {
                return;
            }
            most.sendAway();
            warn();
        }
    }

    boolean isFull() {
        return held > MOST_BYTES;
    }

    void leave(Caller caller) {
        if (callers.remove(caller)) {
            held -= caller.held();
        }
    }

    private Caller most(Caller arriving) {
        long now = now();
        Caller most = null;
        double weight = -1;
        for (Caller caller : callers) {
            double its = caller == arriving ? -1 : caller.weight(now);
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
                    "Callers hold more than {} MB together: sent away {} connections, those that held most for longest."
                            + " Limit connections and requests at the proxy: docs/guarantees.md, Hostile callers",
                    MOST_BYTES >> 20,
                    sentAway);
            sentAway = 0;
            silentSince = now();
        }
    }
}
