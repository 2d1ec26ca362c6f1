package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.dataverse.Organisation;

/** Which referrals get a lead, where {@code sync.scope} and {@code countries:} say otherwise. */
class ChosenScopeTest extends SharedFlowSupport {

    private static final UUID SELLER = Organisation.idOf("seller");

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("sync.scope", "incoming,outgoing,closed");
        settings.put("sync.mapping", "file:" + mappingFor("de, AT"));
        return settings;
    }

    @Test
    void aReferralFirstSeenClosedFillsItsLeadCompletely() {
        String id = closedWithItsLead();
        JsonNode lead = lead(id);
        assertThat(lead.path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(lead.path("lastname").asText()).isEqualTo("Muster");
        assertThat(lead.path("emailaddress1").asText()).isEqualTo("erika.muster@northwind.example");
        assertThat(lead.path("description").asText()).isEqualTo("The customer wants to replace its own ERP.");
        assertThat(lead.path("estimatedamount").decimalValue()).isEqualByComparingTo("45000.50");
        eventually().until(() -> status(lead(id)).equals("2/4") && idle());
        assertThat(world.partnerCenter().writes().stream()
                        .filter(write -> write.referralId().equals(id) && write.patch() != null))
                .isEmpty();
    }

    @Test
    void fromThenOnItContributesItsStatusOnly() {
        String id = closedWithItsLead();
        eventually().until(() -> status(lead(id)).equals("2/4") && idle());
        record();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Renamed after the end"));
        eventually().until(() -> calls().size() == 2 && idle());
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    @Test
    void anOutgoingReferralGetsALead() {
        String id = settled(referral -> referral.put("direction", "Outgoing"));
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    @Test
    void aReferralOfAnotherCountryGetsNoLead() {
        String id = referral(
                referral -> referral.withObject("/customerProfile/address").put("country", "FR"));
        eventually().until(() -> outcome(id).equals("out of scope: country FR (mapping.yaml)") && idle());
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    /** Scope, owner and column read it alike, whoever typed it in Partner Center. */
    @ParameterizedTest
    @ValueSource(strings = {"DE", "de", "De", " DE", "de ", "\tde"})
    void aCountryIsTheSameHoweverItIsSpelt(String spelt) {
        String id = settled(
                referral -> referral.withObject("/customerProfile/address").put("country", spelt));
        assertThat(lead(id).path("address1_country").asText()).isEqualTo("DE");
        assertThat(lead(id).path("_ownerid_value").asText()).isEqualTo(SELLER.toString());
    }

    private String closedWithItsLead() {
        String id = referral(referral -> referral.put("status", "Closed").put("substatus", "Lost"));
        eventually().until(() -> world.dataverse().get(uuid(id)).isPresent() && idle());
        return id;
    }

    private Path mappingFor(String countries) {
        try {
            String stock = Files.readString(Path.of("mapping.yaml"));
            return Files.writeString(
                    folder.resolve("mapping.yaml"),
                    stock + "\ncountries: [" + countries + "]\nowners:\n  De: systemuser:" + SELLER + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
