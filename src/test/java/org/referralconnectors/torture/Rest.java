package org.referralconnectors.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.referralconnectors.torture.observer.Parked;
import org.referralconnectors.torture.observer.Verdict;
import org.referralconnectors.torture.observer.Violation;

/**
 * The time after people have stopped, in which both sides have to agree and nothing may be left to do. What then waits
 * for an operator has to have a reason.
 */
final class Rest {
    private static final long LOOK_MILLIS = 250;

    private final World world;
    private final Post post;
    private final Operator operator;
    private final Duration longest;
    private Duration toRest = Duration.ZERO;

    Rest(World world, Post post, Operator operator, Duration longest) {
        this.world = world;
        this.post = post;
        this.operator = operator;
        this.longest = longest;
    }

    /** The longest time that it took so far. */
    Duration toRest() {
        return toRest;
    }

    /** @return what is broken when it has come, or has not come in time */
    List<Violation> await() {
        world.start();
        long stopped = System.nanoTime();
        List<Violation> apart = look();
        while (!apart.isEmpty() && System.nanoTime() - stopped < longest.toNanos()) {
            Pause.millis(LOOK_MILLIS);
            operator.approve();
            apart = look();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - stopped);
        toRest = took.compareTo(toRest) > 0 ? took : toRest;
        List<Violation> all = always();
        all.addAll(apart);
        return all.stream().distinct().toList();
    }

    /** What must hold at every moment. */
    List<Violation> always() {
        return new ArrayList<>(verdict(null).always());
    }

    private List<Violation> look() {
        if (post.pending() > 0 || world.hasCallsUnderWay()) {
            return List.of(new Violation("unrecorded", "-", "webhooks or calls are still on their way"));
        }
        List<Violation> apart = verdict(null).inTheEnd();
        return apart.isEmpty() ? conclude() : apart;
    }

    private List<Violation> conclude() {
        List<Parked.Item> items = operator.parked();
        Verdict strict = verdict(items);
        List<Violation> found = new ArrayList<>(strict.inTheEnd());
        found.addAll(strict.waiting(world.parked(), items, world.brake(), Instant.now()));
        if (found.isEmpty()) {
            world.journal()
                    .rested(String.join(
                            "\n", items.stream().map(Parked.Item::toString).toList()));
        }
        return found;
    }

    private Verdict verdict(List<Parked.Item> items) {
        return new Verdict(world.journal(), new Seen(world.store(), items));
    }
}
