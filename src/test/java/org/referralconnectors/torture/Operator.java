package org.referralconnectors.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.referralconnectors.torture.observer.Parked;

/** Whoever looks after the application, with its commands. */
final class Operator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private int replayed;

    Operator(World world) {
        this.world = world;
    }

    /** Lets go what a brake holds back. */
    void approve() {
        List<String> held = world.store().held();
        if (!held.isEmpty()) {
            held.forEach(world.brake()::approved);
            command("approve");
        }
    }

    /** What is parked; asked of the application only where the store says that something is. */
    List<Parked.Item> parked() {
        return world.store().parked().isEmpty() ? List.of() : read(command("parked", "--json"));
    }

    /** Has everything that is parked tried again. */
    void replay() {
        replayed += world.store().parked().size();
        command("replay", "--all");
    }

    /** How many pairs were tried again. */
    int replayed() {
        return replayed;
    }

    private String command(String... words) {
        return world.replicas().get(0).command(words);
    }

    private static List<Parked.Item> read(String printed) {
        try {
            List<Parked.Item> items = new ArrayList<>();
            for (JsonNode row : JSON.readTree(printed)) {
                String field =
                        row.path("field").isNull() ? null : row.path("field").asText();
                items.add(new Parked.Item(
                        row.path("referralId").asText(),
                        field,
                        row.path("code").asText(),
                        row.path("reason").asText()));
            }
            return items;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parked --json printed " + printed, e);
        }
    }
}
