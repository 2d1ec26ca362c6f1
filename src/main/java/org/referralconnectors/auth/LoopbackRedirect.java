package org.referralconnectors.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Listens on loopback for the redirect that ends one sign-in (RFC 8252 section 7.3), known by its state, and lets the
 * browser wait until it is known how it ended. Everything else is 404 and ends nothing: any page and any process of
 * this machine can ask here.
 */
public final class LoopbackRedirect implements AutoCloseable {

    private static final long PAGE_SECONDS = 60;
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <link rel="icon" href="data:,">
            <title>Referral Connectors</title>
            <h1>%s</h1>
            <p>%s You may close this window.</p>
            </html>
            """;

    private final HttpServer server;
    private final String state;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<RedirectAnswer> answer = new CompletableFuture<>();
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    /** @param state of the sign-in that is to end here (RFC 6749 section 10.12); a secret of this process */
    public LoopbackRedirect(String state) {
        this.state = state;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new LoginFailed(
                    "No port of this machine can be listened on (" + noPort.getMessage() + "): use login --paste");
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** What the app registration knows as {@code http://localhost}: Entra ID lets the port differ. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** @throws LoginFailed when nobody came back in time */
    public RedirectAnswer await(Duration limit) throws InterruptedException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobody) {
            throw new LoginFailed("Nobody signed in within " + limit.toSeconds() + " s: begin again");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Tells the waiting browser how it ended. */
    public void ended(boolean well) {
        outcome.complete(well);
    }

    @Override
    public void close() {
        outcome.complete(false);
        server.stop(1);
        threads.shutdown();
    }

    private void receive(HttpExchange exchange) throws IOException {
        RedirectAnswer received =
                RedirectAnswer.ofQuery(exchange.getRequestURI().getRawQuery());
        boolean ours = exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getPath().equals("/")
                && received.ends()
                && isOfOurs(received);
        if (!ours || !answer.complete(received)) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        send(
                exchange,
                outcome.completeOnTimeout(false, PAGE_SECONDS, TimeUnit.SECONDS).join());
    }

    private boolean isOfOurs(RedirectAnswer received) {
        return MessageDigest.isEqual(
                received.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, boolean well) throws IOException {
        String page = well
                ? PAGE.formatted("Signed in", "The connectors have what they need.")
                : PAGE.formatted("Not signed in", "The terminal says why.");
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; img-src data:");
        exchange.sendResponseHeaders(well ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
