package org.referralconnectors.torture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.SimulatedServer;

/** Faults of the remote systems and of the way to them. */
final class Weather implements Trouble.Source {
    private static final List<Predicate<Call>> WHERE = List.of(
            Faults.anywhere(),
            call -> call.method().equals("PATCH"),
            call -> call.method().equals("GET"),
            call -> call.query() != null && call.query().contains("$filter"));

    private static final int MOST_AT_ONCE = 3;

    private final World world;

    Weather(World world) {
        this.world = world;
    }

    @Override
    public void act(Random random) {
        if (random.nextInt(60) == 0) {
            world.landscape().dataverse().expireDeltaLinks(random.nextBoolean() ? 400 : 410);
            return;
        }
        Faults faults = server(random).faults();
        if (faults.planned() < MOST_AT_ONCE) {
            strike(random, faults, WHERE.get(random.nextInt(WHERE.size())));
        }
    }

    @Override
    public void clear() {
        world.landscape().dataverseServer().faults().clear();
        world.landscape().partner().partnerCenterServer().faults().clear();
        world.landscape().partner().entraServer().faults().clear();
    }

    private SimulatedServer server(Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2, 3 -> world.landscape().dataverseServer();
            case 4 -> world.landscape().partner().entraServer();
            default -> world.landscape().partner().partnerCenterServer();
        };
    }

    private static void strike(Random random, Faults faults, Predicate<Call> where) {
        int times = 1 + random.nextInt(3);
        switch (random.nextInt(10)) {
            case 0 -> faults.answer(where, 1, error(429).with("retry-after", "1"));
            case 1 -> faults.answer(where, 1, error(503).with("retry-after", inASecond()));
            case 2 -> faults.answer(where, times, error(500));
            case 3 -> faults.answer(where, times, error(502));
            case 4 -> faults.resetBefore(where, times);
            case 5, 6 -> faults.resetAfter(where, times);
            case 7 -> faults.silentAfter(where, 1);
            default -> faults.delay(where, times, Duration.ofMillis(100L + random.nextInt(1_500)));
        }
    }

    private static String inASecond() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
    }

    private static Answer error(int status) {
        String body = "{\"error\": {\"code\": \"0x0\", \"message\": \"The weather is bad.\"}}";
        return new Answer(status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }
}
