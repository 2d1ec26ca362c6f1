package org.referralconnectors.store;

import com.zaxxer.hikari.HikariConfig;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.sync.ChangedRules;
import org.referralconnectors.sync.Chore;
import org.referralconnectors.sync.Retention;

/**
 * Long work in a process of its own, whose memory a test limits: one after the other, each in its own store. Prints how
 * many runs each has asked for.
 */
final class LongWorkMain {

    private static final int ROWS_PER_PAGE = 1_000;
    private static final int OURS_IS_EACH = 100;

    private LongWorkMain() {}

    /** @param arguments the folder of the stores, for how many rows, and what is to be done */
    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[1]);
        for (String work : Arrays.asList(arguments).subList(2, arguments.length)) {
            try (Database database = open(arguments[0] + "/" + work + ".db")) {
                if (Arrays.stream(ListJourney.List.values())
                        .anyMatch(list -> list.name().equals(work))) {
                    walk(database, ListJourney.List.valueOf(work), rows);
                } else {
                    work(database, work);
                }
                System.out.println(work + " "
                        + database.<Long>read(handle -> handle.createQuery("SELECT COUNT(*) FROM requests")
                                .mapTo(Long.class)
                                .one()));
            }
        }
    }

    /** It is the memory that is looked at: nobody waits for a disk. */
    private static Database open(String file) {
        StoreSettings settings = new StoreSettings("jdbc:sqlite:" + file, "", "", "");
        Sqlite sqlite = new Sqlite(settings);
        Dialect unsynced = (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(), new Class<?>[] {Dialect.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(sqlite, arguments);
                    if (method.getName().equals("writers")) {
                        ((HikariConfig) answer).setConnectionInitSql("PRAGMA synchronous = OFF");
                    }
                    return answer;
                });
        return Database.open(settings, unsynced);
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
