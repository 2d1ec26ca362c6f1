package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.check.Finding;
import org.referralconnectors.check.Finding.Level;
import org.referralconnectors.check.Report;
import org.referralconnectors.check.StoreFolder.FileSystems;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.NotificationPki;
import org.referralconnectors.simulated.Registration;
import org.referralconnectors.simulated.dataverse.Column;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Policy;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Facts;

/** What {@code check} says of mistakes that are planted in both services and in the settings. */
class CheckTest {

    private static final String PATH = "/webhooks/5f0a3c9e7b1d42868acb13d05e97f264";
    private static final String OURS = "https://connectors.example" + PATH;
    private static final String A_FLOW = "https://prod-17.westeurope.logic.azure.com:443/workflows/1";
    private static final String NOBODY = "systemuser:0c0c0c0c-0000-4000-8000-00000000000c";
    private static final String FORMER = "0b0b0b0b-0000-4000-8000-00000000000b";
    private static final String WATCHERS = "0d0d0d0d-0000-4000-8000-00000000000e";
    private static final Set<String> EVENTS = Set.of(
            "referral-created",
            "referral-updated",
            "related-referral-created",
            "related-referral-updated",
            "test-created",
            "invoice-ready");

    @TempDir
    Path folder;

    private Landscape world;
    private Map<String, String> settings;

    @AfterEach
    void stop() {
        world.close();
        assertThat(world.dataverse().odataCheck().disagreements()).isEmpty();
    }

    @Test
    void nothingIsFoundWhereAllIsWellAndNothingIsChanged() {
        start(Landscape.start());
        settings.put("management.password", "a password of some length");
        settings.put("dynamics.owner", "systemuser:" + Organisation.idOf("seller"));
        world.partnerCenter().create(referral -> {});
        int writes = world.partnerCenter().writes().size();

        Report report = check(folder -> "ext4");

        assertThat(report.findings()).extracting(Finding::level).containsOnly(Level.OK);
        assertThat(report.findings())
                .extracting(Finding::what)
                .contains(
                        "token",
                        "referrals",
                        "webhook registration",
                        "signing certificate",
                        "application user",
                        "owner",
                        "privileges",
                        "change tracking",
                        "columns",
                        "subject",
                        "currencies",
                        "other flows",
                        "clock",
                        "file system",
                        "tables",
                        "public address");
        assertThat(world.dataverse().writes()).isEmpty();
        assertThat(world.partnerCenter().writes()).hasSize(writes);
        assertThat(folder.resolve("store.db")).doesNotExist();

        settings.put("partner-center.webhook.public-url", "");
        Report unpublished = check(folder -> "ext4");
        mended(unpublished).singleElement().matches(line -> says(line, "public address", "is empty"));
        noted(unpublished).singleElement().matches(line -> says(line, "webhook registration", "is at " + OURS));
    }

    @Test
    void oneRunNamesEveryMistakeThatHidesNoOther() throws IOException {
        Organisation stock = Organisation.stock();
        Map<String, Column> columns = stock.lead().columns();
        Organisation organisation = stock.without(Policy.CHANGE_TRACKING)
                .without(Policy.ORGANISATION_WIDE_READ)
                .withColumn(columns.get("subject").length(50))
                .withColumn(columns.get("description").length(500))
                .withColumn(columns.get("websiteurl").required("ApplicationRequired"))
                .withColumn(columns.get("numberofemployees").readOnly())
                .withColumn(columns.get("leadsourcecode").options(without(columns.get("leadsourcecode"), 4)))
                .withColumn(columns.get("statuscode").options(without(columns.get("statuscode"), 6)))
                .withColumn(Column.text("new_referralid", 100))
                .withKey("new_referralid", "Pending")
                .with(
                        "systemusers",
                        UUID.fromString(FORMER),
                        named("Fay Former").put("isdisabled", true))
                .with(
                        "teams",
                        UUID.fromString(WATCHERS),
                        named("").put("name", "Watchers").put("teamtype", 1))
                .withDeactivatedCurrency("JPY");
        start(Landscape.start(organisation, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10))));
        world.dataverse().deny("prvCreateLead");
        world.partner()
                .certificates()
                .publish(NotificationPki.NAME, world.partner().notificationPki().unknownRoot());
        world.dataverse().deny("prvAssignLead");
        world.dataverse().secure("description");
        world.dataverse().secure("address1_city", "READ", "CREATE");
        world.partner().register(new Registration(A_FLOW, EVENTS, false, Instant.now()));
        world.partnerCenter().create(referral -> referral.withObject("/details").put("currency", "CHF"));
        world.partnerCenter().create(referral -> referral.withObject("/details").put("currency", "JPY"));
        String bare = UUID.randomUUID().toString();
        world.dataverse().create(JsonNodeFactory.instance.objectNode().put("subject", bare));
        anotherStore();
        settings.put("dynamics.pol-mode", "delta");
        settings.put("sync.retry-initial-delay", "PT1H");
        settings.put("dynamics.referral-key-column", "new_referralid");
        settings.put("dynamics.owner", NOBODY);
        settings.put("partner-center.webhook.path", "/webhooks/partner-center");
        settings.put("partner-center.webhook.public-url", "https://connectors.example/elsewhere");
        settings.put(
                "sync.mapping",
                "file:"
                        + mappingWith(
                                "  - {field: campaign, referral: /campaignId, lead: new_it, direction: to-lead}"));
        Files.writeString(
                folder.resolve("mapping.yaml"),
                "\nowners: {DE: 'systemuser:%1$s', AT: 'team:%1$s', CH: 'team:%1$s', LI: 'team:%2$s'}\n"
                        .formatted(FORMER, WATCHERS),
                StandardOpenOption.APPEND);

        Report report;
        try (ServerSocket server = new ServerSocket(0);
                ServerSocket management = new ServerSocket(0)) {
            settings.put("camel.server.port", Integer.toString(server.getLocalPort()));
            settings.put("camel.management.host", "0.0.0.0");
            settings.put("camel.management.port", Integer.toString(management.getLocalPort()));
            report = check(folder -> "ext4");
        }

        mended(report)
                .anyMatch(line -> says(line, "dynamics.pol-mode", "did you mean dynamics.poll-mode"))
                .anyMatch(line -> says(line, "sync.retry-max-delay", "must not be shorter"))
                .anyMatch(line -> says(line, "camel.server.port", "taken"))
                .anyMatch(line -> says(line, "camel.management.port", "taken"))
                .anyMatch(line -> says(line, "public address", "/elsewhere", "partner-center.webhook.path"))
                .anyMatch(line -> says(line, "store organisation", "another store.url"))
                .anyMatch(line -> says(line, "store tenant", "another store.url"))
                .anyMatch(line -> says(line, "webhook registration", A_FLOW, "Power Automate", "--take-over"))
                .anyMatch(line -> says(line, "partner-center clock", " s behind", "NTP"))
                .anyMatch(line -> says(line, "dynamics clock", " s behind", "NTP"))
                .anyMatch(line -> says(line, "privileges", "prvCreateLead, prvAssignLead", "Security roles"))
                .anyMatch(line -> says(line, "organisation-wide read", "Basic", "Organization"))
                .anyMatch(line -> says(line, "change tracking", "Track changes", "modified-on"))
                .anyMatch(line -> says(line, "alternate key", "Pending", "Keys"))
                .anyMatch(line -> says(line, "owner", "no user " + NOBODY.substring(11), "dynamics.owner"))
                .anyMatch(line -> says(line, "owner", "Fay Former is disabled", "mapping.yaml: DE"))
                .anyMatch(line -> says(line, "owner", "no team " + FORMER, "mapping.yaml: AT, CH"))
                .anyMatch(line -> says(line, "owner", "Watchers is an access team", "mapping.yaml: LI"))
                .anyMatch(line -> says(line, "signing certificate", NotificationPki.NAME, "no valid chain"))
                .anyMatch(line -> says(line, "subject", "50 characters", "Maximum character count"))
                .anyMatch(line -> says(line, "source", "no option 4"))
                .anyMatch(line -> says(line, "status", "2/6"))
                .anyMatch(line -> says(line, "campaign", "no column new_it", "Columns"))
                .anyMatch(line -> says(line, "numberofemployees", "can't be written"))
                .anyMatch(line -> says(line, "currencies", "CHF, which the organisation lacks", "Currencies"))
                .anyMatch(line -> says(line, "currencies", "JPY, which the organisation has deactivated", "activate"))
                .anyMatch(line -> says(line, "description", "no Read and no Create and no Update", "left alone"))
                .anyMatch(line -> says(line, "address1_city", "no Update", "Column security profiles"))
                .anyMatch(line -> says(line, "other flows", "referral's id (1)", "Power Automate"))
                .hasSize(29);
        noted(report)
                .anyMatch(line -> says(line, "management", "MANAGEMENT_PASSWORD"))
                .anyMatch(line ->
                        says(line, "webhook path", "can be guessed", "set partner-center.webhook.path = /webhooks/"))
                .anyMatch(line -> says(line, "description", "500 characters"))
                .anyMatch(line -> says(line, "required columns", "websiteurl"));
    }

    @Test
    void aTenantThatIsNotThereASecretThatExpiredAndANetworkDiskAreNamedTogether() throws IOException {
        start(Landscape.start());
        world.partner().entra().expireSecret(settings.get("dynamics.client-id"));
        settings.put("partner-center.tenant-id", "0d0d0d0d-0000-4000-8000-00000000000d");
        settings.put("partner-center.webhook.public-url", "");
        settings.put("partner-center.webhook.certificate-hosts", "localhost:1");
        settings.put("sync.mapping", "file:" + mappingWith("  - {field: broken, referal: /name, lead: subject}"));

        Report report = check(folder -> "nfs4");

        mended(report)
                .anyMatch(line -> says(line, "partner-center token", "AADSTS90002", "Overview > Tenant ID"))
                .anyMatch(line -> says(line, "dynamics token", "AADSTS7000222", "expired", "Certificates & secrets"))
                .anyMatch(line -> says(line, "file system", "nfs4", "jdbc:postgresql:"))
                .anyMatch(line -> says(line, "public address", "is empty", "sweep"))
                .anyMatch(line -> says(line, "signing certificate", "https://localhost:1/cert/", "firewall"))
                .anyMatch(line -> says(line, "mapping", "mapping.yaml line ", "referal"));
    }

    @Test
    void aSignInWithoutASecondFactorAndAMissingApplicationUserAreNamedTogether() {
        start(Landscape.start());
        world.partner().entra().multiFactor(false);
        settings.put("partner-center.refresh-token", world.partner().entra().consent(id("partner-center")));
        world.partner().register(new Registration(OURS, Set.of("referral-created"), false, Instant.now()));
        world.dataverse().applicationUser(false);

        Report report = check(folder -> "ext4");

        mended(report)
                .anyMatch(line -> says(line, "second factor", "multi-factor authentication", "login"))
                .anyMatch(line -> says(line, "referrals", "HTTP 401", "second factor"))
                .anyMatch(line -> says(line, "webhook registration", "lacks the events referral-updated", "register"))
                .anyMatch(line -> says(line, "application user", "0x80072560", "New app user"))
                .hasSize(4);
    }

    @Test
    void aMissingRoleALostConsentOfTheRegistrationAndAnUnknownAppAreNamedTogether() {
        start(Landscape.start());
        world.partnerCenter().role(false);
        world.partner().unregister();
        settings.put("dynamics.client-id", "0e0e0e0e-0000-4000-8000-00000000000e");
        settings.put("partner-center.webhook.public-url", "https://192.168.1.4/webhooks/partner-center");

        Report report = check(folder -> "ext4");

        mended(report)
                .anyMatch(line -> says(line, "referrals", "HTTP 403", "Referrals admin", "User management"))
                .anyMatch(line -> says(line, "webhook registration", "no address is registered", "webhook register"))
                .anyMatch(line -> says(line, "dynamics token", "AADSTS700016", "Application (client) ID"))
                .anyMatch(line -> says(line, "public address", "192.168.1.4", "internet"))
                .hasSize(4);
    }

    @Test
    void whatCanNotBeAskedForWantOfSettingsIsSaidAndTheOtherSideIsLookedAt() {
        start(Landscape.start());
        settings.remove("dynamics.url");
        settings.put("partner-center.refresh-token", "");

        Report report = check(folder -> "ext4");

        mended(report)
                .anyMatch(line -> says(line, "settings dynamics.url", "is needed", "DYNAMICS_URL"))
                .anyMatch(line -> says(line, "partner-center token", "no_refresh_token", "login"));
        noted(report).anyMatch(line -> says(line, "dynamics all", "was not asked"));
    }

    private void start(Landscape landscape) {
        world = landscape;
        settings = world.settings(folder);
        settings.put("partner-center.webhook.path", PATH);
        settings.put("partner-center.webhook.public-url", OURS);
        world.partner().register(new Registration(OURS, EVENTS, false, Instant.now()));
    }

    private Report check(FileSystems fileSystems) {
        Properties file = new Properties();
        file.putAll(settings);
        return new Checks(Settings.load(file, Map.of(), new Properties()), Clock.systemUTC(), fileSystems).run();
    }

    /** As if it had served another organisation of another tenant. */
    private void anotherStore() {
        Properties file = new Properties();
        file.putAll(settings);
        try (Database database = Parts.storeForSignIn(Settings.load(file, Map.of(), new Properties()))) {
            new Facts(database)
                    .remember("dynamics.organisation", UUID.randomUUID().toString());
            new Facts(database)
                    .remember("partner-center.tenant", UUID.randomUUID().toString());
            new Facts(database)
                    .remember("first-run", Instant.now().minusSeconds(60).toString());
        }
    }

    private Path mappingWith(String row) throws IOException {
        Path file = folder.resolve("mapping.yaml");
        return Files.writeString(
                file, Files.readString(Path.of("mapping.yaml")).replace("\nfields:\n", "\nfields:\n" + row + "\n"));
    }

    private String id(String system) {
        return settings.get(system + ".client-id");
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("fullname", name);
    }

    private static List<org.referralconnectors.simulated.dataverse.Option> without(Column column, int option) {
        return column.options().stream().filter(each -> each.value() != option).toList();
    }

    private static ListAssert<String> mended(Report report) {
        return lines(report, Level.MEND);
    }

    private static ListAssert<String> noted(Report report) {
        return lines(report, Level.NOTE);
    }

    private static ListAssert<String> lines(Report report, Level level) {
        return assertThat(report.findings().stream()
                .filter(finding -> finding.level() == level)
                .map(finding -> finding.where() + " " + finding.what() + ": " + finding.text())
                .toList());
    }

    private static boolean says(String line, String... words) {
        return List.of(words).stream().allMatch(line::contains);
    }
}
