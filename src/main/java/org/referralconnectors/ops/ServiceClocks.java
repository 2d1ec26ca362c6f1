package org.referralconnectors.ops;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.referralconnectors.auth.ClockSkew;

/** DOWN while our clock and a service's are far apart. */
public final class ServiceClocks extends OperatorsCheck {

    private final ClockSkew skew;
    private final Duration limit;

    public ServiceClocks(ClockSkew skew, Duration limit) {
        super("clock");
        this.skew = skew;
        this.limit = limit;
    }

    @Override
    Optional<String> wrong() {
        String far = skew.bySystem().entrySet().stream()
                .filter(each -> each.getValue().abs().compareTo(limit) > 0)
                .map(each -> each.getValue().abs().toSeconds() + " seconds "
                        + (each.getValue().isNegative() ? "behind " : "ahead of ") + each.getKey())
                .collect(Collectors.joining(" and "));
        return far.isEmpty()
                ? Optional.empty()
                : Optional.of("The clock of this machine is " + far
                        + ": set it by NTP; the limit is health.clock-skew-limit");
    }
}
