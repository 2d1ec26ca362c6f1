package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatabaseTest extends StoreTest {

    @Test
    void theDatabasesClockIsThisMachinesToTheMillisecond() {
        try (Database real = Database.open(engine.settings())) {
            long before = System.currentTimeMillis();
            long now = real.read(handle ->
                    handle.createQuery("SELECT <now>").mapTo(Long.class).one());
            assertThat(now).isBetween(before - 1, System.currentTimeMillis() + 1);
        }
    }

    @Test
    void anEmptyStoreIsRefusedUntilRunHasMadeItsTables() {
        try (Database empty = Database.open(engine.emptyStore("never_migrated"))) {
            assertThatThrownBy(empty::requireCurrentSchema)
                    .isInstanceOf(WrongSchema.class)
                    .hasMessageContainingAll("is empty", "`run`");
            empty.migrate();
            empty.requireCurrentSchema();
            empty.migrate();
        }
    }

    @Test
    void aNewerStoreIsRefusedByRunAndCommands() {
        try (Database newer = Database.open(engine.emptyStore("newer"))) {
            newer.migrate();
            newer.executeNow(
                    "",
                    handle -> handle.execute(
                            """
                    INSERT INTO "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                        "checksum", "installed_by", "execution_time", "success")
                    VALUES (99, '99', 'next', 'SQL', 'V99__next.sql', 1, 'next', 1, TRUE)
                    """));
            for (Runnable start : List.<Runnable>of(newer::requireCurrentSchema, newer::migrate)) {
                assertThatThrownBy(start::run)
                        .isInstanceOf(WrongSchema.class)
                        .hasMessageContainingAll("newer release", "99");
            }
        }
    }

    @Test
    void exceptionsShowNoValues() {
        assertThatThrownBy(() -> database.executeNow(
                        "", handle -> handle.createUpdate("INSERT INTO facts (name, value) VALUES (:name, :missing)")
                                .bind("name", "Ada Lovelace")
                                .bind("missing", (String) null)
                                .execute()))
                .satisfies(e -> assertThat(messages(e)).doesNotContain("Lovelace"));
    }

    @Test
    void anotherProcessReadsAndWritesBesideThisOne() throws Exception {
        Facts ours = new Facts(database);
        try (Database other = engine.another()) {
            Facts theirs = new Facts(other);
            List<String> stood = Together.run(16, n -> IntStream.range(0, 25)
                    .mapToObj(i -> (n % 2 == 0 ? ours : theirs).remember("fact-" + i, "by " + n))
                    .toList()
                    .toString());
            assertThat(stood).hasSize(16).containsOnly(stood.get(0));
        }
    }

    @Test
    void noReaderHoldsATransactionOnceItHasItsAnswer() throws SQLException {
        Pairs pairs = new Pairs(database);
        database.executeNow(
                "a", handle -> pairs.save(handle, Pair.first("a", "in-step").withLead("lead")));
        pairs.findByLead("lead");
        pairs.all().findFirst();
        new Backlog(database).nextDue();
        assertThat(openTransactions()).isZero();
    }

    private int openTransactions() throws SQLException {
        String sql = engine == Engine.SQLITE
                ? "PRAGMA wal_checkpoint(TRUNCATE)"
                : "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
        try (Connection connection =
                        DriverManager.getConnection(engine.settings().url());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private static String messages(Throwable e) {
        return e == null ? "" : e.getMessage() + messages(e.getCause());
    }
}
