package org.referralconnectors.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.UUID;

/**
 * Whether a listener of ours answers: asked over the wire, by a path that nobody else knows. So whoever took its port
 * meanwhile, of which Camel only warns, is found out; and a listener whose threads are gone, on which the kernel still
 * opens connections.
 */
public final class OwnPort {

    private static final String OURS = "HTTP/1.1 204";
    private static final String CROWDED = "HTTP/1.1 503";
    private static final int CALL_MILLIS = 900;

    private final String path = "/" + UUID.randomUUID();
    private final InetSocketAddress address;

    private OwnPort(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * To be called before anything else that answers there.
     *
     * @param host by which this machine reaches it
     */
    public static OwnPort install(HttpServer server, InetAddress host) {
        OwnPort own = new OwnPort(new InetSocketAddress(host, server.actualPort()));
        ((Router) server.requestHandler())
                .get(own.path)
                .order(Integer.MIN_VALUE)
                .handler(call -> call.response().setStatusCode(204).end());
        return own;
    }

    /** Where it can be asked for. */
    public URI url() {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
    }

    /**
     * Whether it is ours.
     *
     * @param millis for the connection, and for each piece of the answer
     */
    public boolean answers(int millis) {
        return status(millis).equals(OURS);
    }

    /** As {@link #answers}, for one that is known to be ours; that there is no room for us is an answer too. */
    public void call(Runnable answered) {
        String status = status(CALL_MILLIS);
        if (status.equals(OURS) || status.equals(CROWDED)) {
            answered.run();
        }
    }

    private String status(int millis) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(OURS.length()), US_ASCII);
        } catch (IOException nobodyThere) {
            return "";
        }
    }
}
