package org.referralconnectors.torture;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.SimulatedServer;

/**
 * One system is away for everybody, for longer than a pair is tried: it refuses connections, never answers, or
 * something else answers in its place. The certificate host matters to a process that has just started.
 */
final class Outages implements Trouble.Source {
    private static final int LEAST_MILLIS = 7_000;
    private static final int BETWEEN_MILLIS = 3_000;
    private static final int ALL = Integer.MAX_VALUE;
    private static final List<Answer> ANSWERS = List.of(
            Answer.empty(500),
            Answer.empty(502),
            Answer.empty(503),
            Answer.empty(302).with("location", "https://localhost/maintenance"),
            page(200),
            page(403));

    private final World world;

    Outages(World world) {
        this.world = world;
    }

    @Override
    public void act(Random random) {
        int which = random.nextInt(8);
        if (which == 0) {
            certificates(random);
        } else {
            SimulatedServer server = which < 4
                    ? world.landscape().dataverseServer()
                    : which < 7
                            ? world.landscape().partner().partnerCenterServer()
                            : world.landscape().partner().entraServer();
            begin(random, server);
        }
        Pause.millis(random.nextInt(BETWEEN_MILLIS));
    }

    /** Some of the processes are started meanwhile. */
    private void begin(Random random, SimulatedServer server) {
        boolean restarts = random.nextInt(3) == 0;
        away(random, server, restarts);
        if (restarts) {
            world.replicas().forEach(world::awaitTaking);
        }
    }

    private void away(Random random, SimulatedServer server, boolean restarts) {
        int kind = random.nextInt(2 + ANSWERS.size());
        world.journal().disturbed("outage " + kind + " of " + server.url());
        if (kind == 0) {
            server.refuse();
        } else if (kind == 1) {
            server.faults().silentBefore(Faults.anywhere(), ALL);
        } else {
            server.faults().answer(Faults.anywhere(), ALL, ANSWERS.get(kind - 2));
        }
        if (restarts) {
            world.journal().disturbed("kill -9 of all");
            world.replicas().forEach(Replica::kill);
            world.replicas().forEach(Replica::start);
        }
        Pause.millis(LEAST_MILLIS + random.nextInt(LEAST_MILLIS));
        if (kind == 0) {
            server.listenAgain();
        }
        server.faults().clear();
        world.journal().disturbed("end of the outage of " + server.url());
    }

    /** Who sends webhooks is told to try again, until a process has seen the certificate. */
    private void certificates(Random random) {
        away(random, world.landscape().partner().certificateServer(), true);
        world.replicas().forEach(world::awaitTaking);
    }

    private static Answer page(int status) {
        byte[] html = "<html><body>Down for maintenance</body></html>".getBytes(StandardCharsets.UTF_8);
        return new Answer(status, Map.of("content-type", "text/html"), html);
    }
}
