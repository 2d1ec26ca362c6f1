package org.referralconnectors.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import org.referralconnectors.settings.ListenAddress;
import org.referralconnectors.settings.Settings;

/** For a container's health check: asks the process beside it whether it is alive. Exit code 0 says yes, 1 no. */
public final class Probe extends Options {

    private static final int LIMIT_MILLIS = 4_000;

    private Probe() {}

    public static void main(String[] args) {
        System.exit(isAlive(new Probe().settings()) ? 0 : Main.FAILED);
    }

    static boolean isAlive(Settings settings) {
        ListenAddress listener = ListenAddress.ofOperators(settings);
        if (!listener.isOfThisMachine()) {
            return false;
        }
        try {
            URL live = new URL(
                    "http",
                    listener.reached().getHostAddress(),
                    listener.address().getPort(),
                    "/observe/health/live");
            HttpURLConnection connection = (HttpURLConnection) live.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
