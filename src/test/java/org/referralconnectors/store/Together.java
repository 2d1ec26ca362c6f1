package org.referralconnectors.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Threads that all begin at the same moment. */
final class Together {
    private Together() {}

    /** What each thread returned; the first exception of any is thrown. */
    static <T> List<T> run(int threads, IntFunction<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch begin = new CountDownLatch(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                int number = n;
                futures.add(executor.submit(() -> {
                    begin.countDown();
                    begin.await();
                    return work.apply(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
