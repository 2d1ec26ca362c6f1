package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.CAMEL_MANAGEMENT_PORT;
import static org.referralconnectors.settings.Setting.CAMEL_SERVER_PORT;
import static org.referralconnectors.settings.Setting.MANAGEMENT_PASSWORD;

import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.referralconnectors.ops.Ahead;
import org.referralconnectors.ops.JsonSpelling;
import org.referralconnectors.ops.ListenerErrors;
import org.referralconnectors.ops.Listeners;
import org.referralconnectors.ops.ManagementPaths;
import org.referralconnectors.ops.OpenHealth;
import org.referralconnectors.ops.OwnPort;
import org.referralconnectors.settings.ListenAddress;
import org.referralconnectors.settings.Setting;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.sync.Webhook;

/** The two ports: the webhook's, and the one for operators. */
final class Ports implements AutoCloseable {

    /** A webhook holds a thread until its request is on disk; commits are shared, so many may wait for one. */
    private static final int WEBHOOK_THREADS = 64;

    private static final long BODY_MILLIS = 10_000;

    private static final int START_MILLIS = 10_000;

    private final Settings settings;
    private final Webhook webhook;
    private final Map<String, Consumer<Runnable>> calls = new LinkedHashMap<>();
    private Listeners listeners;
    private OwnPort own;

    Ports(Settings settings, Webhook webhook) {
        this.settings = settings;
        this.webhook = webhook;
    }

    /** What the listeners run on. */
    void bindTo(Main main) {
        listeners = new Listeners(new VertxOptions().setWorkerPoolSize(WEBHOOK_THREADS), webhook::refused);
        main.bind("vertx", listeners);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport started) {
                started.getCamelContext().addLifecycleStrategy(new Unreserved());
            }
        });
    }

    /** A byte that is only announced takes no memory: Camel has no setting for it, and reserves. */
    private static final class Unreserved extends LifecycleStrategySupport {
        @Override
        public void onServiceAdd(CamelContext context, Service service, Route route) {
            if (service instanceof MainHttpServer server) {
                server.getBodyHandler().setPreallocateBodyBuffer(false);
            }
        }
    }

    /** What the listeners answer by themselves, which is never more than a caller needs; only then they are open. */
    void guard(CamelContext context, Ahead ahead) {
        HttpServer server = server(context, CAMEL_SERVER_PORT);
        OwnPort webhooks =
                OwnPort.install(server, ListenAddress.ofWebhooks(settings).reached());
        JsonSpelling.install(server);
        new ListenerErrors("POST", BODY_MILLIS, webhook::refused).install(server);
        HttpServer management = management(context);
        own = OwnPort.install(management, ListenAddress.ofOperators(settings).reached());
        new ListenerErrors("GET", BODY_MILLIS, status -> {}).install(management);
        new ManagementPaths(settings.has(MANAGEMENT_PASSWORD)).install(management);
        new OpenHealth(context, ahead, listeners).install(management);
        listeners.open();
        requireOurs(webhooks, CAMEL_SERVER_PORT);
        requireOurs(own, CAMEL_MANAGEMENT_PORT);
        calls.put("webhook listener", webhooks::call);
        calls.put("management listener", own::call);
    }

    /** By which each of the listeners is called, once they are open. */
    Map<String, Consumer<Runnable>> calls() {
        return calls;
    }

    /** What somebody of this process can ask for. */
    URI own() {
        return own.url();
    }

    HttpServer management(CamelContext context) {
        return server(context, CAMEL_MANAGEMENT_PORT);
    }

    @Override
    public void close() {
        if (listeners != null) {
            listeners.end();
        }
    }

    private void requireOurs(OwnPort listener, Setting port) {
        if (!listener.answers(START_MILLIS)) {
            throw new StartFailed("Port " + settings.text(port) + " (" + port.key() + ") is taken by another process");
        }
    }

    private HttpServer server(CamelContext context, Setting port) {
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(settings.integer(port));
        return VertxPlatformHttpRouter.lookup(context, name).getServer().getServer();
    }
}
