package org.referralconnectors.simulated.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.object;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;

/** What column security and a deactivated currency do to the application user. */
class SimulatedColumnSecurityTest {
    private static final String RIGHTS = "systemusers(" + Organisation.idOf("application user")
            + ")/Microsoft.Dynamics.CRM.RetrievePrincipalAttributePrivileges()";

    private DataverseCalls calls;
    private String lead;

    @BeforeEach
    void anOrganisationWithOneLead() {
        calls = new DataverseCalls(Organisation.stock().withDeactivatedCurrency("JPY"), Clock.systemUTC());
        lead = calls.dataverse
                .create(object("{`subject`:`Pumps`,`description`:`hidden words`}"))
                .toString();
    }

    @Test
    void aSecuredColumnComesAsNullAndStaysFilled() {
        calls.dataverse.secure("description");

        JsonNode read = read("leads(" + lead + ")?$select=subject,description");
        assertThat(read.path("description").isNull()).isTrue();
        assertThat(read.path("subject").asText()).isEqualTo("Pumps");
        JsonNode listed = read("leads?$select=description");
        assertThat(listed.at("/value/0/description").isNull()).isTrue();
        calls.dataverse.release("description");
        assertThat(read("leads(" + lead + ")?$select=description")
                        .path("description")
                        .asText())
                .isEqualTo("hidden words");
    }

    @Test
    void aWriteThatNamesItIsRefusedAsAWhole() {
        calls.dataverse.secure("description", "READ");

        assertThat(outcome(update("{`subject`:`a`,`description`:`b`}"))).isEqualTo("403 0x8004f507");
        assertThat(outcome(create("{`subject`:`a`,`description`:`b`}"))).isEqualTo("403 0x8004f502");
        assertThat(outcome(update("{`subject`:`a`}"))).isEqualTo("204");
        calls.dataverse.secure("description", "UPDATE");
        assertThat(outcome(update("{`description`:`b`}"))).isEqualTo("204");
    }

    @Test
    void theDefinitionsSayWhichColumnsAreSecuredAndTheFunctionWhatIsAllowed() {
        calls.dataverse.secure("description", "READ");
        calls.dataverse.secure("companyname");

        Answer columns = calls.get("EntityDefinitions(LogicalName='lead')/Attributes?$select=LogicalName,IsSecured");
        for (JsonNode column : DataverseCalls.json(columns).path("value")) {
            boolean secured = column.path("LogicalName").asText().matches("description|companyname");
            assertThat(column.path("IsSecured").asBoolean()).isEqualTo(secured);
        }
        JsonNode rights = read(RIGHTS).path("AttributePrivileges");
        assertThat(rights).singleElement().satisfies(right -> {
            assertThat(right.path("CanRead").asInt()).isEqualTo(4);
            assertThat(right.path("CanCreate").asInt()).isZero();
            assertThat(right.path("CanUpdate").asInt()).isZero();
        });
        calls.dataverse.deny("prvReadUser");
        assertThat(outcome(calls.get(RIGHTS))).isEqualTo("403 0x80040220");
    }

    @Test
    void aDeactivatedCurrencyIsListedAndAssignedToNobody() {
        String bind = "{`estimatedamount`:5,`transactioncurrencyid@odata.bind`:`/transactioncurrencies(%s)`}";

        assertThat(outcome(update(bind.formatted(Organisation.idOf("JPY"))))).isEqualTo("400 0x80040203");
        assertThat(outcome(create(bind.formatted(Organisation.idOf("JPY"))))).isEqualTo("400 0x80040203");
        assertThat(outcome(create(bind.formatted(Organisation.idOf("USD"))))).isEqualTo("204");
        assertThat(read("transactioncurrencies?$select=isocurrencycode,statecode&$filter=statecode eq 1")
                        .at("/value/0/isocurrencycode")
                        .asText())
                .isEqualTo("JPY");
    }

    @Test
    void anOptionOfAnotherLanguageHasNoLabelForTheUser() {
        Column reasons = StockLead.table().columns().get("statuscode");
        calls.dataverse.become(Organisation.stock()
                .withColumn(reasons.options(
                        List.of(Option.reason(1, "Neu", 0).in(1031), Option.reason(3, "Qualified", 1)))));

        JsonNode options = read("EntityDefinitions(LogicalName='lead')/Attributes/"
                        + "Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName"
                        + "&$expand=OptionSet($select=Options)")
                .at("/value/0/OptionSet/Options");
        assertThat(options.at("/0/Label/UserLocalizedLabel").isNull()).isTrue();
        assertThat(options.at("/0/Label/LocalizedLabels/0/Label").asText()).isEqualTo("Neu");
        assertThat(options.at("/1/Label/UserLocalizedLabel/Label").asText()).isEqualTo("Qualified");
    }

    private JsonNode read(String resource) {
        return DataverseCalls.json(calls.get(resource));
    }

    private Answer update(String body) {
        return calls.send("PATCH", "leads(" + lead + ")", body, "If-Match: *");
    }

    private Answer create(String body) {
        return calls.send("POST", "leads", body);
    }
}
