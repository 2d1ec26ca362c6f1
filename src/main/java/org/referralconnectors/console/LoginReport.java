package org.referralconnectors.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how logins end, and warns of wrong ones: of the first at once, then once a minute, however many there are. */
final class LoginReport {

    private static final Logger LOG = LoggerFactory.getLogger(LoginReport.class);
    private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

    private final Counter accepted;
    private final Counter refused;
    private final Counter slowed;
    private final long period;
    private boolean isPeriod;
    private long untold;
    private String lastPeer = "";

    LoginReport(MeterRegistry meters) {
        this(meters, MINUTE);
    }

    /** @param period least time between two warnings, in milliseconds */
    LoginReport(MeterRegistry meters, long period) {
        this.accepted = counter(meters, "accepted");
        this.refused = counter(meters, "refused");
        this.slowed = counter(meters, "slowed");
        this.period = period;
    }

    void accepted() {
        accepted.increment();
    }

    /** The password was wrong. */
    void refused(Vertx vertx, String peer) {
        refused.increment();
        wrong(vertx, peer);
    }

    /** It was not looked at, since that peer was wrong too often. */
    void slowed(Vertx vertx, String peer) {
        slowed.increment();
        wrong(vertx, peer);
    }

    private synchronized void wrong(Vertx vertx, String peer) {
        untold++;
        lastPeer = peer;
        if (!isPeriod) {
            tell(vertx);
        }
    }

    private synchronized void tell(Vertx vertx) {
        isPeriod = untold > 0;
        if (!isPeriod) {
            return;
        }
        LOG.warn(
                "Wrong passwords at the management port: {} since this was last said, the last of them from {}."
                        + " If that is none of yours, close the port to strangers (camel.management.host)",
                untold,
                lastPeer);
        untold = 0;
        vertx.setTimer(period, over -> tell(vertx));
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return meters.counter("referral_connectors_logins", "outcome", outcome);
    }
}
