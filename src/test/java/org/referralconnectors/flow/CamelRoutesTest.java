package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.Organisations;

/** Each connector route of {@code routes/}, alone: what leaves it, and that nothing its caller had leaves with it. */
class CamelRoutesTest extends CamelMainTestSupport {

    private static final String DYNAMICS = "https://contoso.crm.dynamics.com";
    private static final String PARTNER_CENTER = "https://api.partner.microsoft.com/v1.0/engagements";
    private static final String LEADS = "/api/data/v9.2/leads";
    private static final String SELECT =
            "$select=_masterid_value,companyname,leadid,merged,modifiedon,statecode,statuscode,subject";
    private static final Running RUN = new Running(
            "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11",
            "",
            "b7f0c0de-91f4-4a8e-8f6e-0f5b1f3f2c22",
            "W/\"17\"",
            "\"1f00b2aa\"",
            "new_referralid='6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11'",
            "{\"companyname\":\"Northwind\"}",
            "[{\"op\":\"replace\",\"path\":\"/details/notes\",\"value\":\"x\"}]");

    /** What the routes read of a run. */
    public record Running(
            String referralId,
            String namedLead,
            String leadId,
            String leadEtag,
            String referralEtag,
            String newLeadKey,
            String leadBody,
            String patch) {}

    /** What the routes read of a poll or sweep. */
    public record Walk(String query, String prefer) {}

    /** Whom the routes hand their answers to, and who stands for the clients with the tokens. */
    public static final class Neighbour implements HttpClientConfigurer {

        private int served;

        public void ready() {
            served++;
        }

        public void referralRead() {
            served++;
        }

        public void leadRead() {
            served++;
        }

        public void choose() {
            served++;
        }

        public void leadWritten() {
            served++;
        }

        public void leadCreated() {
            served++;
        }

        public void referralWritten() {
            served++;
        }

        @Override
        public void configureHttpClient(HttpClientBuilder builder) {
            builder.disableAutomaticRetries();
        }
    }

    private final Neighbour neighbour = new Neighbour();

    @Override
    protected void configure(MainConfigurationProperties main) {
        main.withRoutesIncludePattern("file:routes/dynamics.camel.yaml,file:routes/partner-center.camel.yaml");
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        Properties settings = new Properties();
        settings.put("dynamics.url", DYNAMICS);
        settings.put("dynamics.api-version", "v9.2");
        settings.put("partner-center.api-url", PARTNER_CENTER);
        settings.put("partner-center.registration-url", PARTNER_CENTER + "/registration");
        configuration.withMockEndpointsAndSkip("https:*").withUseOverridePropertiesWithPropertiesComponent(settings);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("json", new ObjectMapper());
        registry.bind("leads", new Leads(Set.of("companyname"), ""));
        registry.bind("organisations", new Organisations(id -> {}, Clock.systemUTC()));
        Set.of("identity", "writing", "dynamicsClient", "partnerCenterClient", "registrationClient")
                .forEach(name -> registry.bind(name, neighbour));
    }

    @Test
    void readsOneReferral() throws InterruptedException {
        Exchange sent = leaves("partner-center-get-referral", PARTNER_CENTER, "GET");
        assertThat(headers(sent)).isEqualTo(Map.of("CamelHttpPath", "/referrals/" + RUN.referralId()));
    }

    @Test
    void changesAReferralGuardedByItsEtag() throws InterruptedException {
        Exchange sent = leaves("partner-center-update-referral", PARTNER_CENTER, "PATCH");
        assertThat(headers(sent))
                .isEqualTo(Map.of(
                        "CamelHttpPath",
                        "/referrals/" + RUN.referralId(),
                        "If-Match",
                        RUN.referralEtag(),
                        "Prefer",
                        "return=representation",
                        "Content-Type",
                        "application/json"));
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo(RUN.patch());
    }

    @Test
    void readsAPageOfTheReferralList() throws InterruptedException {
        Exchange sent = leaves("partner-center-list-referrals", PARTNER_CENTER, "GET");
        assertThat(headers(sent)).isEqualTo(Map.of("CamelHttpPath", "/referrals", "CamelHttpQuery", "$top=2"));
    }

    @Test
    void readsOneLead() throws InterruptedException {
        Exchange sent = leaves("dynamics-get-lead", DYNAMICS, "GET");
        assertThat(headers(sent))
                .isEqualTo(Map.of("CamelHttpPath", LEADS + "(" + RUN.leadId() + ")", "CamelHttpQuery", SELECT));
    }

    @Test
    void looksForLeadsInOneSearch() throws InterruptedException {
        Exchange sent = leaves("dynamics-find-leads", DYNAMICS, "GET");
        String id = RUN.referralId();
        assertThat(headers(sent))
                .isEqualTo(Map.of(
                        "CamelHttpPath",
                        LEADS,
                        "CamelHttpQuery",
                        SELECT + "&$filter=leadid%20eq%20" + id + "%20or%20contains%28subject%2C%27" + id + "%27%29"));
    }

    @Test
    void createsALeadThatIsNotThereYet() throws InterruptedException {
        Exchange sent = leaves("dynamics-create-lead", DYNAMICS, "PATCH");
        assertThat(headers(sent))
                .isEqualTo(Map.of(
                        "CamelHttpPath", LEADS + "(" + RUN.newLeadKey() + ")",
                        "CamelHttpQuery", SELECT,
                        "If-None-Match", "*",
                        "Prefer", "return=representation",
                        "Content-Type", "application/json"));
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo(RUN.leadBody());
    }

    @Test
    void changesALeadGuardedByItsEtag() throws InterruptedException {
        Exchange sent = leaves("dynamics-update-lead", DYNAMICS, "PATCH");
        assertThat(headers(sent))
                .isEqualTo(Map.of(
                        "CamelHttpPath",
                        LEADS + "(" + RUN.leadId() + ")",
                        "CamelHttpQuery",
                        SELECT,
                        "If-Match",
                        RUN.leadEtag(),
                        "Prefer",
                        "return=representation",
                        "Content-Type",
                        "application/json"));
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo(RUN.leadBody());
    }

    @Test
    void readsAPageOfChangedLeads() throws InterruptedException {
        Exchange sent = leaves("dynamics-list-changed-leads", DYNAMICS, "GET");
        assertThat(headers(sent))
                .isEqualTo(Map.of(
                        "CamelHttpPath", LEADS,
                        "CamelHttpQuery", "$top=2",
                        "Prefer", "odata.track-changes"));
    }

    /** Sends a caller's own headers along, which must not leave; the one call that does leave. */
    private Exchange leaves(String route, String service, String method) throws InterruptedException {
        MockEndpoint remote = getMockEndpoint("mock:" + service.replaceFirst("//", ""));
        remote.expectedMessageCount(1);
        remote.whenAnyExchangeReceived(call -> call.getMessage().setBody("{}"));
        Walk walk = new Walk("$top=2", "odata.track-changes");
        Exchange answer = template.send("direct:" + route, call -> {
            call.setVariable("run", RUN);
            call.setVariable("poll", walk);
            call.setVariable("sweep", walk);
            call.getMessage().setHeaders(intrusive());
            call.getMessage().setBody("somebody's secret");
        });
        assertThat(answer.getException()).isNull();
        remote.assertIsSatisfied();
        Exchange sent = remote.getExchanges().get(0);
        assertThat(sent.getProperty(Exchange.TO_ENDPOINT, String.class))
                .startsWith(service + "?")
                .contains("httpMethod=" + method + "&");
        return sent;
    }

    private static Map<String, Object> intrusive() {
        return new HashMap<>(Map.of(
                "CamelHttpUri", "https://evil.example",
                "CamelHttpMethod", "DELETE",
                "CamelHttpPath", "/evil",
                "Authorization", "Signature of a webhook",
                "If-None-Match", "evil",
                "X-Api-Key", "secret"));
    }

    private static Map<String, Object> headers(Exchange sent) {
        return sent.getMessage().getHeaders();
    }
}
