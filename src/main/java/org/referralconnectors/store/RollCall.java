package org.referralconnectors.store;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Whether a thread still comes by: it is called, and answers when it next gets round to it. One that waits for the
 * database, or for a remote system within a route, can't answer and is there all the same: such a wait has an end of
 * its own, or is the database's, and a restart would only begin it anew.
 */
public final class RollCall {
    private static final List<String> WAITS = List.of(
            "org.sqlite.", "org.postgresql.", "com.zaxxer.hikari.", "org.apache.camel.", Database.class.getName());

    private final Queue<Runnable> called = new ConcurrentLinkedQueue<>();

    /**
     * Calls a thread.
     *
     * @param wake makes it come by
     * @param answered run once it has; never, if it has ended
     */
    public void call(Thread thread, Runnable wake, Runnable answered) {
        if (thread == null || !thread.isAlive()) {
            return;
        }
        if (isWaiting(thread)) {
            answered.run();
        } else {
            call(wake, answered);
        }
    }

    /** As above, for one whose thread is not ours to look at. */
    public void call(Runnable wake, Runnable answered) {
        called.add(answered);
        wake.run();
    }

    /** By whoever may be called, each time that it comes by. */
    public void answer() {
        for (Runnable call = called.poll(); call != null; call = called.poll()) {
            call.run();
        }
    }

    private static boolean isWaiting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> WAITS.stream().anyMatch(name::startsWith));
    }
}
