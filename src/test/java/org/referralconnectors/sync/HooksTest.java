package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.store.Pair;

/** Which columns a custom route may write along. */
class HooksTest {

    private static final String HOOK = "custom-before-lead-write";

    private final Hooks hooks = new Hooks(Set.of("companyname", "_transactioncurrencyid_value"), "new_referralid");
    private final Run run = new Run(null, Pair.first("6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11", "new"));

    /** However a column is spelt: a lookup is written under another name than it is read by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "companyname",
                "CompanyName",
                "transactioncurrencyid@odata.bind",
                "TransactionCurrencyId@odata.bind",
                "_transactioncurrencyid_value",
                "transactioncurrencyid",
                "subject",
                "statecode",
                "statuscode",
                "leadid",
                "new_referralid",
                "New_ReferralId"
            })
    void whatTheConnectorsKeepIsNotOneOfThem(String column) {
        assertThatThrownBy(() -> hooks.leave(run, setting(column)))
                .isInstanceOf(ParkPair.class)
                .hasMessageContaining(column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websiteurl", "ownerid@odata.bind", "new_currency", "new_referralid2"})
    void othersAre(String column) {
        Exchange exchange = setting(column);
        hooks.leave(run, exchange);
        assertThat(exchange.getVariable("lead." + column)).isNull();
    }

    private static Exchange setting(String column) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("insideCustomRoute", HOOK);
        exchange.setVariable("lead." + column, "Other");
        return exchange;
    }
}
