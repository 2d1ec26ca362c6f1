package org.referralconnectors.simulated;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test moves it on. */
public class AdjustableClock extends Clock {

    private volatile Instant now;

    public AdjustableClock(Instant now) {
        this.now = now;
    }

    /** Shows the present; where msal4j takes part, which dates tokens by the machine's clock. */
    public AdjustableClock() {
        this(Instant.now());
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
