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

    private static final int OURS = 204;

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
                .handler(call -> call.response().setStatusCode(OURS).end());
        return own;
    }

    /** Where it can be asked for. */
    public URI url() {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
    }

    /** @param millis for the connection, and for each piece of the answer */
    public boolean answers(int millis) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String ours = "HTTP/1.1 " + OURS;
            byte[] answer = socket.getInputStream().readNBytes(ours.length());
            return new String(answer, US_ASCII).equals(ours);
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
