package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.dataverse.Column;
import org.referralconnectors.simulated.dataverse.Organisation;

/** {@code mapping.yaml} changes, and the application starts again on the same store. */
class MappingChangeTest extends FlowTestSupport {

    private static final String COMPANY = "  - {field: company, ";
    private static final String TIER =
            "  - {field: tier, referral: /campaignId, lead: new_tier, direction: both, winner: lead}\n";
    private static final String NOTES = "lead: description, direction: both, winner: lead}";

    @Test
    void aRowAddedOrChangedFillsWhatIsEmptyAndWipesNothing() {
        world.close();
        world = Landscape.start(Organisation.stock().withColumn(Column.text("new_tier", 20)));
        start("sync.settle", "PT0S");
        String gold = settled(referral -> {});
        String silver = settled(referral -> referral.put("campaignId", "Silver"));
        String plain = settled(referral -> {});
        world.dataverse().edit(uuid(gold), lead -> lead.put("new_tier", "Gold"));

        ObjectNode before = lead(gold).deepCopy();
        String stock = stock();
        restartWith(stock.replace(COMPANY, TIER + COMPANY));
        poke(gold, silver, plain);
        eventually().until(() -> tier(silver).equals("Silver") && campaign(gold).equals("Gold") && idle());
        assertThat(lead(gold)).isEqualTo(before);
        assertThat(lead(plain).has("new_tier")).isFalse();
        assertThat(campaign(plain)).isEmpty();

        world.partnerCenter().edit(gold, referral -> referral.put("campaignId", "Platinum"));
        eventually().until(() -> tier(gold).equals("Platinum") && idle());

        String notes = lead(gold).path("description").asText();
        restartWith(stock.replace(NOTES, "lead: qualificationcomments, direction: both, winner: lead}"));
        poke(gold);
        eventually()
                .until(() -> lead(gold).path("qualificationcomments").asText().equals(notes) && idle());
        assertThat(lead(gold).path("description").asText()).isEqualTo(notes);
        assertThat(tier(gold)).isEqualTo("Platinum");
        assertThat(campaign(gold)).isEqualTo("Platinum");
        assertThat(referralNow(gold).at("/details/notes").asText()).isEqualTo(notes);
    }

    private void restartWith(String mapping) {
        try {
            Path file = Files.writeString(folder.resolve("mapping.yaml"), mapping);
            restart("sync.settle", "PT0S", "sync.mapping", "file:" + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stock() {
        try {
            String stock = Files.readString(Path.of("mapping.yaml"));
            assertThat(stock).contains(COMPANY, NOTES);
            return stock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void poke(String... ids) {
        for (String id : ids) {
            deliver("referral-updated", id);
        }
    }

    private String tier(String id) {
        return lead(id).path("new_tier").asText();
    }

    private String campaign(String id) {
        return referralNow(id).path("campaignId").asText();
    }
}
