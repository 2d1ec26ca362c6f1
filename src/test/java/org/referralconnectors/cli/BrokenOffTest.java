package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.cli.CommandProcess.Result;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.Traffic;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.StoreSettings;
import org.referralconnectors.store.Walks;

/** A command is killed in the middle of its work, and repeated. */
class BrokenOffTest {

    private static final int PAIRS = 60_000;
    private static final int REFERRALS = 20;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostAndNothingIsDoubled() throws Exception {
        try (Landscape world = Landscape.start()) {
            Map<String, String> settings = world.settings(folder);
            CommandProcess commands = CommandProcess.in(folder, settings);
            try (Database store =
                    Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""))) {
                store.migrate();
                backfill(world, commands, store);
                sync(commands, store);
            }
        }
    }

    private static void backfill(Landscape world, CommandProcess commands, Database store) throws Exception {
        world.partner().notifications().dropNext(REFERRALS);
        IntStream.range(0, REFERRALS).forEach(n -> world.partnerCenter().create(r -> {}));
        world.partnerCenter().pageSize(1);
        CountDownLatch tenth = new CountDownLatch(10);
        world.partner()
                .partnerCenterServer()
                .faults()
                .silentBefore(
                        call -> {
                            boolean list = call.path().endsWith("/referrals");
                            if (list) {
                                tenth.countDown();
                            }
                            return list && tenth.getCount() == 0;
                        },
                        1);
        Process process = commands.start("backfill");
        tenth.await();
        process.destroyForcibly().waitFor();
        world.partner().partnerCenterServer().faults().clear();
        assertThat(new Walks(store).find("backfill").seen()).isEqualTo(9);
        world.traffic().clear();
        Result again = commands.run("backfill", SeveralCommands.END).get(0);
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("requested 20 of 20 referrals listed, 9 of them before it was broken off");
        assertThat(world.traffic().entries().stream()
                        .map(Traffic.Entry::operation)
                        .filter("get-referrals"::equals))
                .hasSize(REFERRALS - 9);
        assertThat(asked(store, "backfill")).hasSize(REFERRALS).containsOnly(1);
    }

    private static void sync(CommandProcess commands, Database store) throws Exception {
        fill(store);
        Process process = commands.start("sync");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> new Walks(store).find("sync").seen() >= 1_000);
        process.destroyForcibly().waitFor();
        Walks.Walk left = new Walks(store).find("sync");
        assertThat(left.isOpen()).isTrue();
        Result again = commands.run("sync", SeveralCommands.END).get(0);
        assertThat(again.out())
                .contains("requested " + PAIRS + " runs, " + left.requested() + " of them before it was broken off");
        assertThat(asked(store, "operator").stream().filter(times -> times > 0))
                .hasSize(PAIRS)
                .containsOnly(1);
    }

    private static void fill(Database store) {
        store.executeNow(
                "",
                handle -> handle.execute(
                        """
                INSERT INTO pairs (referral_id, lead_id, known_lead_ids, state, parked_fields, updated_at)
                SELECT 'r-' || n, 'l-' || n, '', 'in-step', 0, 0 FROM (
                    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n \\< %d)
                    SELECT n FROM numbers)
                """
                                .formatted(PAIRS)));
    }

    private static List<Integer> asked(Database store, String cause) {
        return store.read(handle -> handle.createQuery("SELECT " + cause + " FROM requests")
                .mapTo(Integer.class)
                .list());
    }
}
