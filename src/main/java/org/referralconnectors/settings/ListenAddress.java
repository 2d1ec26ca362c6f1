package org.referralconnectors.settings;

import static org.referralconnectors.settings.Setting.CAMEL_MANAGEMENT_HOST;
import static org.referralconnectors.settings.Setting.CAMEL_MANAGEMENT_PORT;
import static org.referralconnectors.settings.Setting.CAMEL_SERVER_HOST;
import static org.referralconnectors.settings.Setting.CAMEL_SERVER_PORT;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;

/**
 * Where one of the two listeners listens.
 *
 * @param host the setting that names the address, a name or digits
 * @param port the setting that names the port
 * @param address what both say; unresolved where nobody here knows the name
 */
public record ListenAddress(Setting host, Setting port, InetSocketAddress address) {

    public static ListenAddress ofWebhooks(Settings settings) {
        return of(settings, CAMEL_SERVER_HOST, CAMEL_SERVER_PORT);
    }

    public static ListenAddress ofOperators(Settings settings) {
        return of(settings, CAMEL_MANAGEMENT_HOST, CAMEL_MANAGEMENT_PORT);
    }

    private static ListenAddress of(Settings settings, Setting host, Setting port) {
        return new ListenAddress(host, port, new InetSocketAddress(settings.text(host), settings.integer(port)));
    }

    /** Only there anybody can listen. */
    public boolean isOfThisMachine() {
        InetAddress here = address.getAddress();
        try {
            return here != null
                    && (here.isAnyLocalAddress()
                            || here.isLoopbackAddress()
                            || NetworkInterface.getByInetAddress(here) != null);
        } catch (SocketException noneIsKnown) {
            return false;
        }
    }

    /** Whether nobody listens there. */
    public boolean isFree() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** By which this machine itself reaches it: who listens on all addresses, listens on loopback too. */
    public InetAddress reached() {
        return address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
    }
}
