package org.referralconnectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class GroupCommitTest extends StoreTest {
    private static final String KEY = "one key, so one writer";

    @Test
    void onlyTheUnitAtFaultFailsAndTheRestOfItsGroupIsWritten() {
        List<CompletableFuture<Void>> group = whileTheWriterIsBusy(() -> IntStream.range(0, 100)
                .mapToObj(n -> database.execute(KEY, handle -> {
                    remember(handle, "fact-" + n);
                    if (n % 40 == 7) {
                        throw new IllegalStateException("unit " + n);
                    }
                }))
                .toList());
        for (int n = 0; n < 100; n++) {
            CompletableFuture<Void> unit = group.get(n);
            if (n % 40 == 7) {
                assertThatThrownBy(unit::join).hasRootCauseMessage("unit " + n);
            } else {
                unit.join();
            }
        }
        assertThat(facts()).hasSize(97).doesNotContain("fact-7", "fact-47", "fact-87");
    }

    @Test
    void aStatementThatTheDatabaseRefusesHarmsNoOtherUnit() {
        List<CompletableFuture<Void>> group = whileTheWriterIsBusy(() -> List.of(
                database.execute(KEY, handle -> remember(handle, "before")),
                database.execute(KEY, handle -> handle.execute("INSERT INTO facts (name) VALUES ('no value')")),
                database.execute(KEY, handle -> remember(handle, "after"))));
        assertThatThrownBy(() -> group.get(1).join()).hasMessageContaining("facts");
        group.get(0).join();
        group.get(2).join();
        assertThat(facts()).containsExactly("after", "before");
    }

    @Test
    void aFailureThatAUnitSwallowsIsNeverReportedAsWritten() {
        CompletableFuture<Void> unit = database.execute(KEY, handle -> {
            remember(handle, "kept or refused");
            try {
                handle.execute("INSERT INTO facts (name) VALUES ('no value')");
            } catch (RuntimeException swallowed) {
                assertThat(swallowed).hasMessageContaining("facts");
            }
        });
        boolean reported = unit.handle((nothing, e) -> e == null).join();
        assertThat(facts().contains("kept or refused")).isEqualTo(reported);
    }

    @Test
    void unitsThatWaitForACommitShareTheNextInTheOrderOfTheirKeys() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<String> keys = engine == Engine.SQLITE ? List.of("c", "a", "b") : List.of("g", "c", "k");
        whileTheWriterIsBusy(keys.get(0), () -> keys.stream()
                        .map(key -> database.execute(key, handle -> order.add(key)))
                        .toList())
                .forEach(CompletableFuture::join);
        assertThat(order).isSorted().hasSize(3);
    }

    @Test
    void unitsWithOneKeyRunInTheOrderGiven() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        whileTheWriterIsBusy(() -> IntStream.range(0, 1200)
                        .mapToObj(n -> database.execute(KEY, handle -> order.add(n)))
                        .toList())
                .forEach(CompletableFuture::join);
        assertThat(order).isSorted().hasSize(1200);
    }

    @Test
    void aGroupHoldsAtMostFiveHundredUnits() {
        List<CompletableFuture<Integer>> before = whileTheWriterIsBusy(() -> IntStream.range(0, 1201)
                .mapToObj(n -> database.write(KEY, handle -> {
                    remember(handle, "fact-" + n);
                    return database.read(GroupCommitTest::count);
                }))
                .toList());
        List<Integer> committedBefore =
                before.stream().map(CompletableFuture::join).distinct().toList();
        assertThat(committedBefore).containsExactly(0, 500, 1000);
    }

    @Test
    void theWritersOwnThreadIsToldThatItCannotWaitForItself() {
        CompletableFuture<Void> dependent = whileTheWriterIsBusy(
                        () -> List.of(database.execute(KEY, handle -> remember(handle, "first"))
                                .thenRun(() -> database.executeNow(KEY, handle -> remember(handle, "second")))))
                .get(0);
        assertThatThrownBy(dependent::join).hasMessageContaining("Async");
    }

    @Test
    void closingWritesWhatWasTakenAndTakesNothingMore() {
        Database closing = engine.another();
        List<CompletableFuture<Void>> units = IntStream.range(0, 2000)
                .mapToObj(n -> closing.execute("fact-" + n, handle -> remember(handle, "fact-" + n)))
                .toList();
        closing.close();
        assertThat(units).allMatch(CompletableFuture::isDone);
        units.forEach(CompletableFuture::join);
        assertThat(facts()).hasSize(2000);
        assertThatThrownBy(() -> closing.executeNow(KEY, handle -> remember(handle, "late")))
                .isInstanceOf(StoreUnavailable.class);
    }

    private <T> List<CompletableFuture<T>> whileTheWriterIsBusy(Supplier<List<CompletableFuture<T>>> units) {
        return whileTheWriterIsBusy(KEY, units);
    }

    private <T> List<CompletableFuture<T>> whileTheWriterIsBusy(
            String key, Supplier<List<CompletableFuture<T>>> units) {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        database.execute(key, handle -> {
            busy.countDown();
            await(go);
        });
        await(busy);
        List<CompletableFuture<T>> waiting = units.get();
        go.countDown();
        return waiting;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remember(Handle handle, String name) {
        handle.execute("INSERT INTO facts (name, value) VALUES (?, '')", name);
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM facts WHERE name <> 'erasure.key'")
                .mapTo(Integer.class)
                .one();
    }

    private List<String> facts() {
        return database.read(
                handle -> handle.createQuery("SELECT name FROM facts WHERE name <> 'erasure.key' ORDER BY name")
                        .mapTo(String.class)
                        .list());
    }
}
