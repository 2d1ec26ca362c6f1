package org.referralconnectors.simulated;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The faults and the latency of one simulated server. Each fault strikes a number of matching calls, the oldest fault
 * first.
 */
public final class Faults {
    private record Planned(Predicate<Call> where, AtomicInteger left, Fault fault) {}

    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private volatile Duration latency = Duration.ZERO;

    /** Calls of this method whose path matches entirely. */
    public static Predicate<Call> on(String method, String pathRegex) {
        Pattern path = Pattern.compile(pathRegex);
        return call -> call.method().equals(method) && path.matcher(call.path()).matches();
    }

    /** Every call. */
    public static Predicate<Call> anywhere() {
        return call -> true;
    }

    /** Answers this instead of asking the service. */
    public void answer(Predicate<Call> where, int times, Answer answer) {
        plan(where, times, new Fault(Fault.Kind.ANSWER, answer, Duration.ZERO));
    }

    /** Resets the connection before the service sees the call. */
    public void resetBefore(Predicate<Call> where, int times) {
        plan(where, times, new Fault(Fault.Kind.RESET_BEFORE, null, Duration.ZERO));
    }

    /** Lets the service do its work, then resets the connection instead of answering. */
    public void resetAfter(Predicate<Call> where, int times) {
        plan(where, times, new Fault(Fault.Kind.RESET_AFTER, null, Duration.ZERO));
    }

    /** Never answers, and the service does not see the call either. */
    public void silentBefore(Predicate<Call> where, int times) {
        plan(where, times, new Fault(Fault.Kind.SILENT_BEFORE, null, Duration.ZERO));
    }

    /** Lets the service do its work, and never answers. */
    public void silentAfter(Predicate<Call> where, int times) {
        plan(where, times, new Fault(Fault.Kind.SILENT_AFTER, null, Duration.ZERO));
    }

    /** Lets the call wait before the service sees it. */
    public void delay(Predicate<Call> where, int times, Duration delay) {
        plan(where, times, new Fault(Fault.Kind.NONE, null, delay));
    }

    /** Keeps the next such call from the service until it is released; who called may have given up by then. */
    public Held hold(Predicate<Call> where) {
        Held held = new Held();
        Predicate<Call> noting = call -> where.test(call) && held.come();
        plan(noting, 1, new Fault(Fault.Kind.NONE, null, Duration.ZERO, held.released));
        return held;
    }

    /** A call that is kept on its way. */
    public static final class Held {
        private final AtomicBoolean come = new AtomicBoolean();
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        private boolean come() {
            return come.compareAndSet(false, true);
        }

        public boolean hasCome() {
            return come.get();
        }

        public void release() {
            released.complete(null);
        }
    }

    /** Answers 200 with a body that never ends. */
    public void endless(Predicate<Call> where, int times) {
        plan(where, times, new Fault(Fault.Kind.ENDLESS, null, Duration.ZERO));
    }

    /** Answers 200 with a body of which a byte comes now and then, for ever. */
    public void dripping(Predicate<Call> where, int times) {
        plan(where, times, new Fault(Fault.Kind.DRIPPING, null, Duration.ZERO));
    }

    /** Lets every call wait this long before the service sees it. */
    public void latency(Duration latency) {
        this.latency = latency;
    }

    public Duration latency() {
        return latency;
    }

    /** How many faults have not struck yet. */
    public int planned() {
        return planned.size();
    }

    /** Forgets the faults that have not struck yet, and the latency. */
    public void clear() {
        planned.clear();
        latency = Duration.ZERO;
    }

    private void plan(Predicate<Call> where, int times, Fault fault) {
        planned.add(new Planned(where, new AtomicInteger(times), fault));
    }

    Fault take(Call call) {
        for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
            Planned next = all.next();
            if (next.where().test(call) && claim(next)) {
                return next.fault();
            }
        }
        return Fault.NONE;
    }

    private boolean claim(Planned next) {
        int left = next.left().decrementAndGet();
        if (left <= 0) {
            planned.remove(next);
        }
        return left >= 0;
    }
}
