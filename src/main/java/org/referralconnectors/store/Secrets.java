package org.referralconnectors.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Small texts kept encrypted, shared by every process on the store, replaced by compare-and-set only. */
public interface Secrets {

    /** A text as stored; {@code version} starts at 1 and grows by one with each replacement. */
    record Secret(String text, long version) {}

    Optional<Secret> read(String name);

    /**
     * Stores {@code text} if the version is still {@code expectedVersion} (0: there is none yet).
     *
     * @return whether it was stored; {@code false} when another process was first
     */
    boolean replace(String name, String text, long expectedVersion);

    /**
     * Does what brings the next text, while no other process on the store does so.
     *
     * @param longest that it may take: a process that dies meanwhile keeps the others from it for as long
     */
    default <T> T alone(String name, Duration longest, Supplier<T> work) {
        return work.get();
    }
}
