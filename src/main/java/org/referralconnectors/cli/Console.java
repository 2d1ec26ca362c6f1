package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.MANAGEMENT_PASSWORD;
import static org.referralconnectors.settings.Setting.MANAGEMENT_USER;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServer;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.referralconnectors.console.Concerns;
import org.referralconnectors.console.Hawtio;
import org.referralconnectors.console.Jolokia;
import org.referralconnectors.console.Login;
import org.referralconnectors.console.Pages;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.settings.Settings;

/** What people look at in a browser. Without a password none of it is there, nor even loaded. */
record Console(Settings settings, Operations operations, DryRuns dryRuns, Concerns concerns, MeterRegistry meters) {

    void install(CamelContext context, HttpServer management) {
        if (!settings.has(MANAGEMENT_PASSWORD)) {
            return;
        }
        String user = settings.text(MANAGEMENT_USER);
        new Login(user, settings.secret(MANAGEMENT_PASSWORD), meters).install(management);
        new Jolokia(context).install(management);
        new Hawtio(user).install(management);
        new Pages(operations, dryRuns, concerns, UUID.randomUUID().toString()).install(management);
    }
}
