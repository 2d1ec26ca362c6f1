package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The simulated services in a process of their own, for measuring. The first line on standard output is the
 * application's settings as JSON; then each line of standard input is a command, answered by one line of JSON, until
 * the input ends: {@code latency MILLIS} of both sides; {@code create COUNT} referrals; {@code rename COMPANY} in every
 * referral; {@code sign FROM COUNT}, a delivery for each of these referrals; {@code counts} of the calls; {@code first}
 * of them; and {@code clear}. No change here is told to anybody: whoever commands delivers.
 */
public final class SimulatedServices {
    private final Landscape world;
    private final List<String> ids = new ArrayList<>();

    private SimulatedServices(Landscape world) {
        this.world = world;
        world.partner().notifications().dropNext(Integer.MAX_VALUE);
        world.dataverse().odataCheck().silence();
    }

    /** @param arguments the folder for the PEM files and the application's store */
    public static void main(String[] arguments) throws IOException {
        try (Landscape world = Landscape.start();
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            ObjectNode settings = Jwt.JSON.createObjectNode();
            world.settings(Path.of(arguments[0])).forEach(settings::put);
            System.out.println(settings);
            SimulatedServices services = new SimulatedServices(world);
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(services.execute(line.split(" ")));
            }
        }
    }

    private ObjectNode execute(String... command) {
        ObjectNode answer = Jwt.JSON.createObjectNode();
        switch (command[0]) {
            case "latency" -> latency(Duration.ofMillis(Long.parseLong(command[1])));
            case "create" -> create(Integer.parseInt(command[1]));
            case "rename" -> ids.forEach(id -> rename(id, command[1]));
            case "sign" -> sign(Integer.parseInt(command[1]), Integer.parseInt(command[2]), answer.putArray("signed"));
            case "counts" -> world.traffic().counts().forEach(answer::put);
            case "first" -> first(answer);
            case "clear" -> world.traffic().clear();
            default -> answer.put("error", "unknown command: " + command[0]);
        }
        return answer;
    }

    private void latency(Duration latency) {
        world.partner().partnerCenterServer().faults().latency(latency);
        world.dataverseServer().faults().latency(latency);
    }

    private void create(int count) {
        for (int i = 0; i < count; i++) {
            ids.add(world.partnerCenter().create(referral -> {}).path("id").asText());
        }
    }

    private void rename(String id, String company) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", company));
    }

    private void sign(int from, int count, ArrayNode answer) {
        DeliverySigner signer = world.partner().notifications().signer();
        ids.subList(from, from + count).parallelStream()
                .map(id -> signer.referral("referral-updated", id))
                .map(SimulatedServices::json)
                .toList()
                .forEach(answer::add);
    }

    private static ObjectNode json(Delivery delivery) {
        ObjectNode json = Jwt.JSON.createObjectNode();
        json.put("body", new String(delivery.body(), StandardCharsets.UTF_8));
        ObjectNode headers = json.putObject("headers");
        delivery.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return json;
    }

    /** The microsecond since 1970 at which the first call was answered; absent while there was none. */
    private void first(ObjectNode answer) {
        Stream<Traffic.Entry> calls = world.traffic().entries().stream();
        calls.findFirst()
                .ifPresent(call -> answer.put(
                        "at", java.time.temporal.ChronoUnit.MICROS.between(java.time.Instant.EPOCH, call.at())));
    }
}
