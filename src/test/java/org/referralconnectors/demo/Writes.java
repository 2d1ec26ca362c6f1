package org.referralconnectors.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.ReferralWrite;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Write;

/** What the connectors wrote, as both sides recorded it. */
final class Writes {

    private static final UUID CONNECTORS = Organisation.idOf("application user");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Landscape world;

    /** How often each side was written. */
    record Counts(long leads, long referrals) {
        long total() {
            return leads + referrals;
        }
    }

    Writes(Landscape world) {
        this.world = world;
    }

    Counts counts() {
        return new Counts(leadWrites().count(), referralWrites().count());
    }

    /** The columns of the latest write to a lead. */
    Set<String> lastColumns() {
        return leadWrites().reduce((earlier, later) -> later).orElseThrow().sent();
    }

    /** The paths of the latest JSON Patch to a referral. */
    List<String> lastPaths() {
        ReferralWrite last = referralWrites().reduce((earlier, later) -> later).orElseThrow();
        try {
            List<String> paths = new ArrayList<>();
            for (JsonNode operation : JSON.readTree(last.patch())) {
                paths.add(operation.path("path").asText());
            }
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Write> leadWrites() {
        return world.dataverse().writes().stream().filter(write -> write.by().equals(CONNECTORS));
    }

    private Stream<ReferralWrite> referralWrites() {
        return world.partnerCenter().writes().stream().filter(write -> write.patch() != null);
    }
}
