package org.referralconnectors.store;

import java.util.Arrays;
import java.util.List;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.sync.ChangedRules;
import org.referralconnectors.sync.Chore;
import org.referralconnectors.sync.Retention;

/** Long work in a process of its own, whose memory a test limits. Prints how many runs were asked for. */
final class LongWorkMain {

    private static final int ROWS_PER_PAGE = 1_000;
    private static final int OURS_IS_EACH = 100;

    private LongWorkMain() {}

    /** @param arguments the URL of an SQLite store, what is to be done, and for how many rows */
    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[2]);
        try (Database database = Database.open(new StoreSettings(arguments[0], "", "", ""))) {
            if (Arrays.stream(ListJourney.List.values())
                    .anyMatch(list -> list.name().equals(arguments[1]))) {
                walk(database, ListJourney.List.valueOf(arguments[1]), rows);
            } else {
                work(database, arguments[1]);
            }
            System.out.println(database.<Long>read(handle -> handle.createQuery("SELECT COUNT(*) FROM requests")
                    .mapTo(Long.class)
                    .one()));
        }
    }

    private static void walk(Database database, ListJourney.List list, int rows) {
        ListJourney walk = new ListJourney(database, list, rows / ROWS_PER_PAGE, ROWS_PER_PAGE, OURS_IS_EACH);
        walk.begin();
        while (walk.isMore()) {
            walk.answered();
        }
        walk.end();
    }

    private static void work(Database database, String name) {
        Tables tables = Tables.of(database);
        Operations operations = new Operations(tables, () -> {});
        List<Chore> chores = List.of(
                new ChangedRules(tables, "after", () -> {}), new Retention(tables, java.time.Duration.ofDays(90)));
        switch (name) {
            case "SYNC" -> operations.longWork().syncAll(walk -> {});
            case "REPLAY" -> operations.longWork().replayAll(null, line -> {});
            case "ERASE" -> operations.longWork().erase(ListJourney.referral(7), walk -> {});
            case "RULES" -> end(chores.get(0));
            case "RETENTION" -> end(chores.get(1));
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static void end(Chore chore) {
        for (boolean more = chore.isDue(); more; more = chore.step()) {
            Thread.onSpinWait();
        }
    }
}
