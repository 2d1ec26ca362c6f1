package org.referralconnectors.ops;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.referralconnectors.auth.ServiceTime;

/** DOWN while our clock and a service's are far apart. */
public final class ServiceClocks extends OperatorsCheck {

    private final Map<String, ServiceTime> times;
    private final Duration limit;

    public ServiceClocks(Map<String, ServiceTime> times, Duration limit) {
        super("clock");
        this.times = new TreeMap<>(times);
        this.limit = limit;
    }

    @Override
    Optional<String> wrong() {
        String far = times.entrySet().stream()
                .flatMap(each -> each.getValue().ahead().stream().map(ahead -> far(each.getKey(), ahead)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
        return far.isEmpty()
                ? Optional.empty()
                : Optional.of("The clock of this machine is " + far
                        + ": set it by NTP; the limit is health.clock-skew-limit");
    }

    /** @param ahead by how much the service's clock is before ours */
    private String far(String system, Duration ahead) {
        return ahead.abs().compareTo(limit) <= 0
                ? ""
                : ahead.abs().toSeconds() + " seconds " + (ahead.isNegative() ? "ahead of " : "behind ") + system;
    }
}
