package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.referralconnectors.store.Cursors.CursorMoved;
import org.referralconnectors.store.Walks;
import org.referralconnectors.store.Walks.Walk;

/**
 * A walk through the store. A command walks it to its end; what a command, or a process, has left is gone on with by
 * the command's repetition, and after a while by whichever process runs. Several who walk the same one share it: each
 * unit is done once, by compare-and-set.
 */
public abstract class StoreWalk implements Chore {

    /** After so long whoever walked has ended, or has been stopped. */
    protected static final Duration LEFT = Duration.ofSeconds(30);

    /**
     * A walk that has ended.
     *
     * @param requested in all
     * @param before by whoever had begun it and left it; 0 where it began here
     */
    public record Finished(long requested, long before) {}

    private final Walks walks;
    private final String kind;
    private final Duration still;
    private Walk mine;

    /**
     * @param kind the first word of these walks' names
     * @param still how long one has stood still before a running process goes on with it
     */
    protected StoreWalk(Walks walks, String kind, Duration still) {
        this.walks = walks;
        this.kind = kind;
        this.still = still;
    }

    /**
     * Does one unit, and moves the walk within it.
     *
     * @throws CursorMoved when somebody else has moved it
     */
    protected abstract Walk step(Walk from);

    /**
     * Begins a walk, or goes on with the one that was left, and ends it.
     *
     * @param begin begins it, from what is known of it
     * @param told after each unit
     */
    public final Finished finish(String name, Function<Walk, Walk> begin, Consumer<Walk> told) {
        Walk walk = walks.find(name);
        long before = walk.isOpen() ? walk.requested() : 0;
        walk = walk.isOpen() ? walk : begun(walk, begin);
        while (walk.isOpen()) {
            walk = moved(walk);
            told.accept(walk);
        }
        return new Finished(walk.requested(), before);
    }

    @Override
    public boolean isDue() {
        mine = mine == null ? walks.left(kind, still).orElse(null) : mine;
        return mine != null;
    }

    @Override
    public final boolean step() {
        if (!isDue()) {
            return false;
        }
        try {
            mine = step(mine);
        } catch (CursorMoved bySomebodyElse) {
            mine = null;
        }
        if (mine != null && !mine.isOpen()) {
            mine = null;
        }
        return mine != null;
    }

    @Override
    public String toString() {
        return kind;
    }

    /** A place, which is its walker's own JSON. */
    protected static ObjectNode json(String place) {
        return (ObjectNode) ListWalks.json(place);
    }

    private Walk begun(Walk known, Function<Walk, Walk> begin) {
        try {
            return begin.apply(known);
        } catch (CursorMoved bySomebodyElse) {
            return walks.find(known.name());
        }
    }

    private Walk moved(Walk from) {
        try {
            return step(from);
        } catch (CursorMoved bySomebodyElse) {
            return walks.find(from.name());
        }
    }
}
