package org.referralconnectors.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.referralconnectors.store.Secrets;

/** A store for tests, which outlives the processes that they pretend to restart. */
class InMemorySecrets implements Secrets {

    private final Map<String, Secret> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<Secret> read(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public boolean replace(String name, String text, long expectedVersion) {
        Secret next = new Secret(text, expectedVersion + 1);
        return next
                == kept.compute(name, (key, old) -> (old == null ? 0 : old.version()) == expectedVersion ? next : old);
    }

    @Override
    public synchronized <T> T alone(String name, Duration longest, Supplier<T> work) {
        return work.get();
    }

    @Override
    public String toString() {
        return kept.toString();
    }
}
