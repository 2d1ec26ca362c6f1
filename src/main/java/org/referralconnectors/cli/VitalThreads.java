package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.HTTP_CONNECT_TIMEOUT;

import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.ops.HttpClientCall;
import org.referralconnectors.ops.SchedulerCall;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;

/**
 * The threads without which only a restart helps, and how each is called. One that is added to the process has to be
 * here, or to be one that the process can do without: {@code LivenessTest} looks at every thread there is.
 */
record VitalThreads(Settings settings, Workers workers, Database database, Ports ports, Trust trust) {

    /** By the names that health and log tell; once all of them have started. */
    Map<String, Consumer<Runnable>> calls(CamelContext context) {
        HttpClient client = trust.client(settings.duration(HTTP_CONNECT_TIMEOUT));
        Map<String, Consumer<Runnable>> calls = new LinkedHashMap<>(workers.calls());
        calls.putAll(database.writerCalls());
        calls.put("scheduler", new SchedulerCall(context)::call);
        calls.put("HTTP client", new HttpClientCall(client, ports.own())::call);
        calls.putAll(ports.calls());
        return calls;
    }
}
