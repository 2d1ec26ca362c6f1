package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.simulated.dataverse.Column;
import org.referralconnectors.simulated.dataverse.ColumnType;
import org.referralconnectors.simulated.dataverse.Option;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** What an administrator changes in the organisation: currencies, labels and columns. */
class OrganisationChangesTest extends FlowTestSupport {

    private static final Organisation STOCK = Organisation.stock();

    @Nested
    class OfCurrencies {

        @Test
        void aDeactivatedOneParksTheDealAndCostsNoLead() {
            world.dataverse().become(STOCK.withDeactivatedCurrency("JPY"));
            start();
            String id = settled(referral -> deal(referral, "5000", "JPY"));
            assertThat(lead(id).has("estimatedamount")).isFalse();
            assertThat(parked(id)).singleElement().satisfies(park -> {
                assertThat(park.field()).isEqualTo("deal");
                assertThat(park.code()).isEqualTo("currency-inactive");
                assertThat(park.remedy()).isEqualTo("activate the currency in Dynamics 365, then replay");
            });
        }

        @Test
        void aLeadThatHasItKeepsItAndItsAmountsTravelBothWays() {
            start();
            String id = settled(referral -> deal(referral, "5000", "JPY"));
            world.dataverse().become(STOCK.withDeactivatedCurrency("JPY"));
            restart();
            world.partnerCenter().edit(id, referral -> deal(referral, "6000", "JPY"));
            eventually().until(() -> amount(id).equals("6000") && idle());
            world.dataverse().edit(uuid(id), lead -> lead.put("estimatedamount", 7000));
            poll();
            eventually()
                    .until(() ->
                            referralNow(id).at("/details/dealValue").asText().equals("7000") && idle());
            assertThat(lead(id).path("_transactioncurrencyid_value").asText()).isEqualTo(currency("JPY"));
            assertThat(parked(id)).isEmpty();
        }

        @Test
        void anotherLeadDoesNotGetIt() {
            start();
            String id = settled(referral -> deal(referral, "5000", "EUR"));
            world.dataverse().become(STOCK.withDeactivatedCurrency("JPY"));
            restart();
            world.partnerCenter().edit(id, referral -> {
                deal(referral, "6000", "JPY");
                referral.withObject("/customerProfile").put("name", "Northwind SE");
            });
            eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind SE") && idle());
            assertThat(lead(id).path("_transactioncurrencyid_value").asText()).isEqualTo(currency("EUR"));
            assertThat(parked(id)).extracting(FieldPark::code).containsExactly("currency-inactive");
        }
    }

    @Nested
    class OfLabels {

        @ParameterizedTest
        @CsvSource({"Kein Interesse, Kein Interesse", "' ', 804240004"})
        void aReasonThatIsNotNamedInOurLanguageClosesTheReferralAllTheSame(String label, String reason) {
            List<Option> reasons =
                    new ArrayList<>(STOCK.lead().columns().get("statuscode").options());
            reasons.add(Option.reason(804240004, label, 2).in(1031));
            world.dataverse()
                    .become(STOCK.withColumn(
                            STOCK.lead().columns().get("statuscode").options(reasons)));
            start();
            String id = settled(referral -> {});
            poll();
            world.dataverse().disqualify(uuid(id), 804240004);
            poll();
            eventually().until(() -> referralNow(id).path("status").asText().equals("Closed") && idle());
            assertThat(referralNow(id).path("statusReason").asText()).isEqualTo(reason);
        }
    }

    @Nested
    class OfColumns {

        @Test
        void aLongerOneAndAFinerCurrencyWriteNothing() {
            start();
            String id = settled(referral -> {
                deal(referral, "5000.555", "EUR");
                referral.withObject("/customerProfile").put("name", "x".repeat(150));
                referral.withObject("/details").put("notes", "y".repeat(2500));
            });
            record();
            world.dataverse()
                    .become(STOCK.withCurrency("EUR", 4, "1")
                            .withColumn(Column.text("companyname", 200))
                            .withColumn(Column.text("subject", 60))
                            .withColumn(Column.memo("description", 4000)));
            restart();
            look(id);
            assertThat(patched()).isEmpty();
        }

        @Test
        void oneThatHeldDaysAndHoldsMomentsNowWritesNothingAndTakesEdits() {
            start();
            String id = settled(referral -> {});
            String day = lead(id).path("estimatedclosedate").asText();
            record();
            world.dataverse().become(STOCK.withColumn(Column.of("estimatedclosedate", ColumnType.DATE_TIME)));
            world.dataverse().edit(uuid(id), lead -> lead.put("estimatedclosedate", day + "T00:00:00Z"));
            restart("sync.time-zone", "America/New_York");
            look(id);
            assertThat(patched()).isEmpty();
            world.dataverse().edit(uuid(id), lead -> lead.put("estimatedclosedate", "2026-12-24T09:30:00Z"));
            poll();
            eventually()
                    .until(() -> referralNow(id)
                                    .at("/details/closingDateTime")
                                    .asText()
                                    .equals("2026-12-24T09:30:00Z")
                            && idle());
        }
    }

    private static void deal(ObjectNode referral, String amount, String currency) {
        referral.withObject("/details").put("dealValue", new BigDecimal(amount)).put("currency", currency);
    }

    private String amount(String id) {
        return lead(id).path("estimatedamount")
                .decimalValue()
                .stripTrailingZeros()
                .toPlainString();
    }

    private List<FieldPark> parked(String id) {
        return Agreed.parse(new Pairs(store()).find(id).orElseThrow().agreed()).parked();
    }

    private void look(String id) {
        long before = reads();
        deliver("referral-updated", id);
        eventually().until(() -> reads() > before && idle());
    }

    private long reads() {
        return calls().stream().filter("get-referral"::equals).count();
    }

    private List<String> patched() {
        return calls().stream()
                .filter(call -> call.startsWith("PATCH") || call.startsWith("patch"))
                .toList();
    }
}
