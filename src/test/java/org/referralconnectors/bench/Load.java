package org.referralconnectors.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.referralconnectors.bench.Services.Webhook;

/** Sends webhooks over kept-alive connections, on each the next as soon as the last was answered with 200. */
final class Load implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 64;

    /** Of one load, or a tenth of it where that is more. */
    private static final int MOST_REPEATS = 20;

    private static final int MOST_TRIES = 6;
    private static final long PAUSE_MILLIS = 50;
    private static final long LONGEST_ANSWER_MILLIS = 30_000;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(MOST_CONNECTIONS).setTcpNoDelay(true));

    /** Over and over, for so long. */
    Answers during(Duration time, String url, int connections, List<Webhook> webhooks) {
        long end = System.nanoTime() + time.toNanos();
        return run(url, connections, endless(webhooks, end));
    }

    /** Each once. */
    Answers each(String url, int connections, List<Webhook> webhooks) {
        return run(url, connections, webhooks.iterator());
    }

    /** Each once, evenly spread over this time, whether the ones before have been answered or not. */
    Answers over(Duration time, String url, List<Webhook> webhooks) {
        Promise<Answers> done = Promise.promise();
        Sending sending =
                new Sending(target(url).setTimeout(LONGEST_ANSWER_MILLIS), webhooks.iterator(), webhooks.size(), done);
        long start = System.nanoTime();
        long timer = vertx.setPeriodic(1, tick -> {
            double part = (System.nanoTime() - start) / (double) time.toNanos();
            while (sending.sent < Math.min(1, part) * webhooks.size()) {
                sending.one().onFailure(done::tryFail);
            }
            if (part >= 1) {
                vertx.cancelTimer(tick);
                sending.whenAllAnswered();
            }
        });
        return await(done.future().onFailure(lost -> vertx.cancelTimer(timer)));
    }

    private Answers run(String url, int connections, Iterator<Webhook> webhooks) {
        Promise<Answers> done = Promise.promise();
        Sending sending = new Sending(target(url), webhooks, 0, done);
        vertx.runOnContext(start -> {
            for (int i = 0; i < connections; i++) {
                sending.next();
            }
        });
        return await(done.future());
    }

    private static RequestOptions target(String url) {
        return new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
    }

    private static Iterator<Webhook> endless(List<Webhook> webhooks, long end) {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return System.nanoTime() < end;
            }

            @Override
            public Webhook next() {
                return webhooks.get(at++ % webhooks.size());
            }
        };
    }

    private static Answers await(Future<Answers> answers) {
        return answers.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One load; it stays on the one event loop. */
    private final class Sending {
        private final RequestOptions target;
        private final Iterator<Webhook> webhooks;
        private final Promise<Answers> done;
        private final Answers answers = new Answers(System.nanoTime());
        private final int mostRepeats;
        private int sent;
        private boolean complete;

        Sending(RequestOptions target, Iterator<Webhook> webhooks, int count, Promise<Answers> done) {
            this.mostRepeats = Math.max(MOST_REPEATS, count / 10);
            this.target = target;
            this.webhooks = webhooks;
            this.done = done;
        }

        void next() {
            if (webhooks.hasNext()) {
                one().onSuccess(answered -> next()).onFailure(done::tryFail);
            } else {
                whenAllAnswered();
            }
        }

        Future<Void> one() {
            Webhook webhook = webhooks.next();
            long from = System.nanoTime();
            sent++;
            return tryUntilAnswered(webhook, 1).onSuccess(answered -> answered(from));
        }

        private static boolean isEnd(Throwable failed) {
            return failed instanceof HttpClosedException || failed instanceof IOException;
        }

        /** A sender whose connection ends before it is answered tries again a little later, as Partner Center does. */
        private Future<Void> tryUntilAnswered(Webhook webhook, int tries) {
            return once(webhook)
                    .recover(failed -> isEnd(failed) && tries < MOST_TRIES && answers.tryAgain() <= mostRepeats
                            ? after(PAUSE_MILLIS << tries).compose(then -> tryUntilAnswered(webhook, tries + 1))
                            : Future.failedFuture(failed));
        }

        private Future<Void> after(long millis) {
            Promise<Void> passed = Promise.promise();
            vertx.setTimer(millis, timer -> passed.complete());
            return passed.future();
        }

        private Future<Void> once(Webhook webhook) {
            return client.request(target)
                    .compose(request -> {
                        request.headers().addAll(webhook.headers());
                        return request.send(webhook.body());
                    })
                    .compose(Sending::requireOk);
        }

        void whenAllAnswered() {
            complete = true;
            if (answers.count() == sent) {
                done.tryComplete(answers);
            }
        }

        private void answered(long from) {
            answers.add(System.nanoTime(), from);
            if (complete) {
                whenAllAnswered();
            }
        }

        private static Future<Void> requireOk(HttpClientResponse response) {
            return response.statusCode() == 200
                    ? response.end()
                    : Future.failedFuture("a webhook was answered with " + response.statusCode());
        }
    }

    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
