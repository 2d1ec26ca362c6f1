package org.referralconnectors.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports to listen on: the defaults of the application where they are free. */
final class Ports {

    private static final int FIRST = 8080;
    /** From here on, systems take ports for outgoing connections. */
    private static final int LAST = 32_767;

    private int next = FIRST;

    /** Another free one with each call. */
    int free() {
        while (next <= LAST) {
            int port = next++;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + LAST + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
