package org.referralconnectors.check;

import static org.referralconnectors.settings.Setting.MANAGEMENT_PASSWORD;
import static org.referralconnectors.settings.Setting.PARTNER_CENTER_WEBHOOK_PATH;
import static org.referralconnectors.settings.Setting.PARTNER_CENTER_WEBHOOK_PUBLIC_URL;

import java.net.URI;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import org.referralconnectors.settings.ListenAddress;
import org.referralconnectors.settings.Settings;

/** What listens here, and how the internet and operators get at it. */
public final class ListeningCheck {

    private static final String WHERE = "ports";
    private static final String PRIVATE =
            "localhost|.*\\.local|.*\\.internal|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|\\[.*";

    private final Settings settings;
    private final BooleanSupplier running;
    private final Report report;

    /** @param running whether the connectors run here already, and hold the ports themselves */
    public ListeningCheck(Settings settings, BooleanSupplier running, Report report) {
        this.settings = settings;
        this.running = running;
        this.report = report;
    }

    public void look() {
        if (settings.isUsable("camel.")) {
            port(ListenAddress.ofWebhooks(settings));
            port(ListenAddress.ofOperators(settings));
        }
        if (!settings.has(MANAGEMENT_PASSWORD)) {
            report.note(
                    WHERE,
                    "management",
                    "management.password is empty, so Hawtio, Jolokia and the page are not served: set"
                            + " MANAGEMENT_PASSWORD to have them");
        }
        if (settings.isUsable(PARTNER_CENTER_WEBHOOK_PUBLIC_URL.key(), PARTNER_CENTER_WEBHOOK_PATH.key())) {
            publicAddress();
        }
    }

    private void port(ListenAddress listener) {
        String what = listener.port().key();
        int port = listener.address().getPort();
        if (!listener.isOfThisMachine()) {
            report.mend(
                    WHERE,
                    listener.host().key(),
                    listener.address().getHostString() + " is no address of this machine",
                    "name one of its own, or 0.0.0.0 for all of them");
        } else if (listener.isFree()) {
            report.ok(WHERE, what, port + " is free");
        } else if (running.getAsBoolean()) {
            report.ok(WHERE, what, port + " is held by the connectors that run here");
        } else {
            report.mend(
                    WHERE,
                    what,
                    "port " + port + " is taken by another process",
                    "end that one, or set " + what + " to another");
        }
    }

    private void publicAddress() {
        String address = settings.text(PARTNER_CENTER_WEBHOOK_PUBLIC_URL);
        if (address.isEmpty()) {
            report.mend(
                    WHERE,
                    "public address",
                    "partner-center.webhook.public-url is empty, so changes are found by the sweep alone",
                    "publish the webhook's port through a proxy with https, and set its address");
            return;
        }
        URI url = URI.create(address);
        String path = settings.text(PARTNER_CENTER_WEBHOOK_PATH);
        if (url.getHost().matches(PRIVATE)) {
            report.mend(
                    WHERE,
                    "public address",
                    url.getHost() + " can't be reached from the internet",
                    "set partner-center.webhook.public-url to what the proxy is called there");
        } else if (!url.getPath().equals(path)) {
            report.mend(
                    WHERE,
                    "public address",
                    "its path is " + url.getPath() + ", and the webhook listens at " + path,
                    "make partner-center.webhook.public-url end in partner-center.webhook.path");
        } else {
            report.ok(WHERE, "public address", address + " (webhook test shows whether it is reached)");
        }
        if (SecretPath.isGuessable(path)) {
            report.note(
                    WHERE,
                    "webhook path",
                    path + " can be guessed, and then anybody can send events of other tenants there: "
                            + SecretPath.remedy(address, new SecureRandom()));
        }
    }
}
