package org.referralconnectors.simulated;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** How a whole service can be away, for every call of everybody, until it comes back. */
public enum Outage {
    /** Nobody listens. */
    REFUSED(SimulatedServer::refuse, SimulatedServer::listenAgain),

    /** A proxy with an authority of its own stands before it. */
    UNTRUSTED(
            server -> {
                server.refuse();
                server.listenUntrusted();
            },
            server -> {
                server.refuse();
                server.listenAgain();
            }),
    RESET(server -> server.faults().resetBefore(Faults.anywhere(), Integer.MAX_VALUE)),
    SILENT(server -> server.faults().silentBefore(Faults.anywhere(), Integer.MAX_VALUE)),

    /** Each byte is in time, the answer never. */
    DRIPPING(server -> server.faults().dripping(Faults.anywhere(), Integer.MAX_VALUE)),
    ERROR_500(always(Answer.empty(500))),
    ERROR_502(always(page(502))),
    ERROR_503(always(Answer.empty(503))),
    REDIRECT(always(Answer.empty(302).with("location", "https://status.example.net/maintenance"))),
    PAGE_200(always(page(200))),
    PAGE_403(always(page(403))),
    PAGE_404(always(page(404))),

    /** A gateway's JSON, which neither service would write. */
    GATEWAY_403(always(json(403, "{\"statusCode\": 403, \"message\": \"Forbidden\"}"))),
    EMPTY_OBJECT(always(json(200, "{}")));

    private final Consumer<SimulatedServer> begin;
    private final Consumer<SimulatedServer> end;

    Outage(Consumer<SimulatedServer> begin) {
        this(begin, server -> server.faults().clear());
    }

    Outage(Consumer<SimulatedServer> begin, Consumer<SimulatedServer> end) {
        this.begin = begin;
        this.end = end;
    }

    public void begin(SimulatedServer server) {
        begin.accept(server);
    }

    public void end(SimulatedServer server) {
        end.accept(server);
    }

    private static Consumer<SimulatedServer> always(Answer answer) {
        return server -> server.faults().answer(Faults.anywhere(), Integer.MAX_VALUE, answer);
    }

    private static Answer page(int status) {
        return answer(status, "text/html", "<!DOCTYPE html><html><body>Down for maintenance</body></html>");
    }

    private static Answer json(int status, String body) {
        return answer(status, "application/json", body);
    }

    private static Answer answer(int status, String type, String body) {
        return new Answer(status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }
}
