package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The simulated services in a process of their own. The first line on standard output is the application's settings as JSON;
 * then each line of standard input is a command, answered by one line of JSON, until the input ends:
 * {@code latency MILLIS}, {@code register URL}, {@code create}, {@code edit ID}, {@code counts}.
 */
public final class SimulatedServices {
    private final PartnerSide side;

    private SimulatedServices(PartnerSide side) {
        this.side = side;
    }

    /** @param arguments the folder for the PEM files */
    public static void main(String[] arguments) throws IOException {
        try (PartnerSide side = PartnerSide.start();
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            ObjectNode settings = Jwt.JSON.createObjectNode();
            side.settings(Path.of(arguments[0])).forEach(settings::put);
            System.out.println(settings);
            SimulatedServices services = new SimulatedServices(side);
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(services.execute(line.split(" ")));
            }
        }
    }

    private ObjectNode execute(String... command) {
        ObjectNode answer = Jwt.JSON.createObjectNode();
        switch (command[0]) {
            case "latency" -> latency(Duration.ofMillis(Long.parseLong(command[1])));
            case "register" -> side.register(command[1]);
            case "create" ->
                answer.set("id", side.partnerCenter().create(referral -> {}).get("id"));
            case "edit" -> answer.set("eTag", edit(command[1]).get("eTag"));
            case "counts" -> counts(answer);
            default -> answer.put("error", "unknown command: " + command[0]);
        }
        return answer;
    }

    private void latency(Duration latency) {
        side.partnerCenterServer().faults().latency(latency);
    }

    private ObjectNode edit(String id) {
        return side.partnerCenter().edit(id, referral -> ((ObjectNode) referral.path("details"))
                .put("notes", "Edited at " + System.nanoTime()));
    }

    private void counts(ObjectNode answer) {
        for (Map.Entry<String, Long> count : side.traffic().counts().entrySet()) {
            answer.put(count.getKey(), count.getValue());
        }
        answer.put("acknowledged", side.notifications().acknowledged());
        answer.put("pending", side.notifications().pending());
    }
}
