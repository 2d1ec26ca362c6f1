package org.referralconnectors.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token in use for one audience. One caller at a time fetches: while the old token is good the others go on using
 * it, and when there is none they wait for that fetch and share its outcome.
 */
final class CurrentToken {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentToken.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

    private final TokenSource source;
    private final Clock clock;
    private final AtomicReference<Token> current = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<Token>> fetching = new AtomicReference<>();
    private volatile String last;
    private volatile TokenException failure;

    CurrentToken(TokenSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    String text() {
        Token token = current.get();
        if (isFresh(token)) {
            return token.text();
        }
        CompletableFuture<Token> mine = new CompletableFuture<>();
        CompletableFuture<Token> running = fetching.compareAndExchange(null, mine);
        if (running == null) {
            return lead(mine).text();
        }
        return isGood(token) ? token.text() : awaited(running).text();
    }

    /** Forgets the token, if it is still the current one: many callers may learn of the same refusal. */
    void drop(String refused) {
        current.updateAndGet(token -> token != null && token.text().equals(refused) ? null : token);
    }

    Optional<TokenException> failure() {
        return Optional.ofNullable(failure);
    }

    /** When the token ends that can't be renewed; empty while renewing works, and after the end. */
    Optional<Instant> lapses() {
        Token token = current.get();
        return failure != null && isGood(token) ? Optional.of(token.expiresAt()) : Optional.empty();
    }

    private Token lead(CompletableFuture<Token> outcome) {
        try {
            Token token = currentOrFetched();
            outcome.complete(token);
            return token;
        } catch (RuntimeException failed) {
            outcome.completeExceptionally(failed);
            throw failed;
        } finally {
            outcome.cancel(false); // where neither: nobody waits for ever for one that an Error ended
            fetching.set(null);
        }
    }

    private Token currentOrFetched() {
        Token token = current.get();
        if (isFresh(token)) {
            return token;
        }
        try {
            return keep(source.fetch(last));
        } catch (TokenException failed) {
            failure = failed;
            return stillGood(token, failed);
        }
    }

    private Token keep(Token fetched) {
        last = fetched.text();
        failure = null;
        current.set(fetched);
        return fetched;
    }

    private Token stillGood(Token old, TokenException failed) {
        if (!isGood(old)) {
            throw failed;
        }
        LOG.warn("{}; the present token is good until {}", failed.getMessage(), old.expiresAt());
        Instant later = clock.instant().plus(failed.retryAfter().orElse(AFTER_A_FAILURE));
        current.compareAndSet(old, old.renewedNoEarlierThan(later));
        return old;
    }

    private boolean isFresh(Token token) {
        return token != null && token.isFresh(clock.instant());
    }

    private boolean isGood(Token token) {
        return token != null && token.isGood(clock.instant());
    }

    private static Token awaited(CompletableFuture<Token> running) {
        try {
            return running.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException shared ? shared : failed;
        }
    }
}
