package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.auth.TokenException;
import org.referralconnectors.check.Refused;
import org.referralconnectors.check.Remote;
import org.referralconnectors.check.Unreachable;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.settings.Settings;

/** Connector routes alone, for a command that asks the remote systems: no flow, no schedule, no store. */
final class RemoteRoutes implements Remote, AutoCloseable {

    private static final String FILES = "file:routes/partner-center.camel.yaml,file:routes/dynamics.camel.yaml";

    private final Main main = new Main();
    private final ProducerTemplate template;

    /** @param routes ids, separated by commas; of beans they may name the clients alone */
    RemoteRoutes(Settings settings, RemoteHttp http, String routes) {
        if (!Files.isDirectory(Path.of("routes"))) {
            throw new StartFailed("There is no folder routes/ here: start from the folder that holds it");
        }
        main.configure().withRoutesIncludePattern(FILES).withRouteFilterIncludePattern(routes);
        settings.asProperties().forEach((key, value) -> main.addOverrideProperty((String) key, (String) value));
        main.bind("json", RemoteHttp.json());
        main.bind("https", http.component());
        main.bind("partnerCenterClient", http.partnerCenter());
        main.bind("registrationClient", http.registration());
        main.bind("dynamicsClient", http.dynamics());
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw new StartFailed("routes/ can't be used: " + e.getMessage());
        }
        template = main.getCamelContext().createProducerTemplate();
    }

    @Override
    public JsonNode ask(String route, Question question) {
        Exchange answer = template.send(route, exchange -> {
            exchange.setVariable("question", question);
            exchange.setVariable("sweep", question); // the list of referrals is asked for like this
        });
        Exception failed = answer.getException();
        if (failed == null) {
            JsonNode body = answer.getMessage().getBody(JsonNode.class);
            return body == null ? MissingNode.getInstance() : body;
        }
        throw translated(failed);
    }

    @Override
    public void close() {
        template.stop();
        main.stop();
    }

    private static RuntimeException translated(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpOperationFailedException http) {
                return new Refused(http.getStatusCode(), ODataError.code(http.getResponseBody()));
            }
            if (cause instanceof NotTheService another) {
                return new Refused(another.status(), "");
            }
            if (cause instanceof TokenException token) {
                return token;
            }
        }
        boolean wrapped = failed instanceof CamelExecutionException && failed.getCause() != null;
        return new Unreachable(wrapped ? failed.getCause() : failed);
    }
}
