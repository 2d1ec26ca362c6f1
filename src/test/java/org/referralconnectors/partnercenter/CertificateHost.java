package org.referralconnectors.partnercenter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A real HTTPS host of certificates on loopback, that counts what it is asked for and answers as a test wants. */
final class CertificateHost implements AutoCloseable {

    /** How it answers. */
    @FunctionalInterface
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private volatile Reply reply;

    CertificateHost(SSLContext tls, byte[] certificate) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
        serves(certificate);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            reply.to(exchange);
        });
        server.start();
    }

    void serves(byte[] certificate) {
        answers(200, certificate);
    }

    void answers(int status, byte[] body) {
        reply = exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    void replies(Reply newReply) {
        reply = newReply;
    }

    int requests() {
        return requests.get();
    }

    /** As the setting names it. */
    String hostAndPort() {
        return "localhost:" + server.getAddress().getPort();
    }

    String url() {
        return "https://" + hostAndPort() + "/cert/" + SigningPki.NAME + ".cer";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
