package org.referralconnectors.auth;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How far a service's clock is from ours, by the {@code Date} of its last answer (RFC 9110 section 6.6.1). */
public final class ServiceTime {

    private final Clock clock;
    private volatile Duration ahead;

    public ServiceTime(Clock clock) {
        this.clock = clock;
    }

    /** To the second; negative when the service is behind us; empty before the first answer. */
    public Optional<Duration> ahead() {
        return Optional.ofNullable(ahead);
    }

    public void heard(String date) {
        try {
            ahead = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException noDate) {
            ahead = null;
        }
    }
}
