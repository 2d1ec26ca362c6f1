package org.referralconnectors.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.referralconnectors.settings.Setting.*;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String SECRET = "s3cr3t-never-shown";

    @TempDir
    Path folder;

    private final Properties file = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    @BeforeEach
    void everythingThatIsNeeded() throws IOException {
        Files.writeString(folder.resolve("mapping.yaml"), "fields: []");
        file.setProperty("sync.mapping", "file:" + folder.resolve("mapping.yaml"));
        file.setProperty("dynamics.url", "https://contoso.crm.dynamics.com/");
        for (String side : List.of("dynamics", "partner-center")) {
            file.setProperty(side + ".tenant-id", "contoso.example");
            file.setProperty(side + ".client-id", "11111111-2222-3333-4444-555555555555");
            file.setProperty(side + ".client-secret", SECRET);
        }
    }

    @Test
    void aSystemPropertyCountsBeforeTheEnvironmentThatBeforeTheFileThatBeforeTheDefault() {
        assertThat(settings().integer(SYNC_WORKERS)).isEqualTo(16);
        file.setProperty("sync.workers", "1");
        assertThat(settings().integer(SYNC_WORKERS)).isEqualTo(1);
        environment.put("SYNC_WORKERS", "2");
        assertThat(settings().integer(SYNC_WORKERS)).isEqualTo(2);
        system.setProperty("sync.workers", "3");
        assertThat(settings().integer(SYNC_WORKERS)).isEqualTo(3);
    }

    @Test
    void aLevelIsGivenByItsLoggersNameInTheSameOrder() {
        file.setProperty("log.level.my-route", "Debug ");
        file.setProperty("log.level.org.apache.camel", "info");
        environment.put("LOG_LEVEL_ORG_APACHE_CAMEL", "error");
        system.setProperty("log.level.my-route", "off");

        settings().validateForStore();
        assertThat(settings().logLevels())
                .containsEntry("my-route", "off")
                .containsEntry("org.apache.camel", "error")
                .hasSize(3); // a variable may stand for my-route as well as for my.route
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "verbose", "5", "info,debug"})
    void aLevelThatThereIsNotIsRefusedByItsKey(String level) {
        file.setProperty("log.level.my-route", level);

        assertThatThrownBy(settings()::validateForStore)
                .hasMessageContaining("log.level.my-route")
                .hasMessageContaining("off, error, warn, info, debug or trace");
    }

    @Test
    void aBlankValueHidesNothing() {
        file.setProperty("sync.workers", "1");
        environment.put("SYNC_WORKERS", " ");

        assertThat(settings().integer(SYNC_WORKERS)).isEqualTo(1);
    }

    @Test
    void valuesHaveTypes() {
        file.setProperty("partner-center.webhook.certificate-hosts", "one.example , two.example:8443");
        file.setProperty("sync.on-lead-deleted", "close-referral");
        Settings settings = settings();

        assertThat(settings.uri(DYNAMICS_URL)).isEqualTo(URI.create("https://contoso.crm.dynamics.com"));
        assertThat(settings.duration(SYNC_RETRY_MAX_DELAY)).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.flag(PARTNER_CENTER_OVERWRITE_EXTERNAL_REFERENCE)).isFalse();
        assertThat(settings.zone(SYNC_TIME_ZONE)).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.list(PARTNER_CENTER_WEBHOOK_CERTIFICATE_HOSTS))
                .containsExactly("one.example", "two.example:8443");
        assertThat(settings.choice(SYNC_ON_LEAD_DELETED, Deleted.class)).isEqualTo(Deleted.CLOSE_REFERRAL);
        assertThat(settings.path(SYNC_MAPPING)).contains(folder.resolve("mapping.yaml"));
        assertThat(settings.path(TLS_TRUSTED_ROOTS)).isEmpty();
    }

    private enum Deleted {
        CLOSE_REFERRAL
    }

    @Test
    void aSecretIsReadFromTheFileThatItNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "from a file\n");
        environment.put("DYNAMICS_CLIENT_SECRET", "file:" + secret);

        assertThat(settings().secret(DYNAMICS_CLIENT_SECRET)).isEqualTo("from a file");
    }

    @Test
    void aSecretFileThatIsNotThereIsAProblem() {
        environment.put("DYNAMICS_CLIENT_SECRET", "file:" + folder.resolve("missing"));

        assertThat(problems()).extracting(Problem::key).contains("dynamics.client-secret");
    }

    @Test
    void completeSettingsHaveNoProblem() {
        assertThatCode(() -> settings().validate()).doesNotThrowAnyException();
    }

    @Test
    void everythingMissingIsReportedAtOnce() {
        file.clear();
        file.setProperty("sync.mapping", folder.resolve("mapping.yaml").toString());

        assertThat(problems())
                .extracting(Problem::key)
                .containsExactly(
                        "dynamics.url",
                        "dynamics.tenant-id",
                        "dynamics.client-id",
                        "dynamics.client-secret",
                        "partner-center.tenant-id",
                        "partner-center.client-id",
                        "partner-center.client-secret");
        assertThat(problems())
                .allSatisfy(problem -> assertThat(problem.remedy()).contains("environment variable"));
        assertThatCode(() -> settings().validateForStore()).doesNotThrowAnyException();
    }

    @Test
    void aPasswordOfTwelveCharactersIsTaken() {
        file.setProperty("management.password", "twelve chars");

        assertThatCode(() -> settings().validate()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camel.server.port | 65536",
                "camel.management.port | 8080",
                "camel.management.host | https://localhost",
                "camel.server.host | every address",
                "management.user | ada:admin",
                "management.password | eleven long",
                "management.password | ÄÖÜäöüßéè12",
                "partner-center.api-url | http://api.partner.microsoft.com/v1.0/engagements",
                "partner-center.api-url | https://user:pass@api.partner.microsoft.com",
                "partner-center.authority | https://login.microsoftonline.com/common",
                "partner-center.tenant-id | a/../b",
                "partner-center.client-certificate | nowhere.p12",
                "partner-center.webhook.path | webhooks",
                "partner-center.webhook.public-url | http://contoso.example/hook",
                "partner-center.webhook.certificate-hosts | https://blob.example/cert",
                "partner-center.webhook.trusted-roots | pom.xml",
                "partner-center.sweep-cron | every hour",
                "partner-center.overwrite-external-reference | yes",
                "partner-center.deal-value-as | money",
                "dynamics.url | https://contoso.crm.dynamics.com/api/data",
                "dynamics.api-version | latest",
                "dynamics.referral-key-column | Referral Id",
                "dynamics.subject-template | {name}",
                "dynamics.owner | user:11111111-2222-3333-4444-555555555555",
                "dynamics.owner | team:11111111",
                "sync.scope | incoming,everything",
                "sync.workers | 1001",
                "sync.workers | many",
                "sync.settle | 2s",
                "sync.settle | -PT2S",
                "sync.retry-max-delay | PT1S",
                "sync.time-zone | Mars/Olympus",
                "sync.mapping | file:nowhere.yaml",
                "store.url | jdbc:h2:mem:test",
                "store.url | jdbc:postgresql://db/referrals?user=u&password=p",
                "store.encryption-key | c2hvcnQ=",
                "http.response-timeout | PT0S",
                "log.format | xml"
            })
    void aValueThatCantBeUsedIsRefusedByItsKeyAndNotRepeated(String key, String value) {
        file.setProperty(key, value);

        assertThat(problems()).extracting(Problem::key).contains(key);
        assertThat(problems()).extracting(Problem::remedy).noneMatch(remedy -> remedy.contains(value));
    }

    @Test
    void aSharedStoreNeedsAKeyThatAllCanUseAndNoReloading() {
        file.setProperty("store.url", "jdbc:postgresql://db/referrals");
        assertThat(problems()).extracting(Problem::key).containsExactly("store.encryption-key");

        environment.put("STORE_ENCRYPTION_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        assertThatCode(() -> settings().validate()).doesNotThrowAnyException();

        file.setProperty("routes.reload", "true");
        assertThat(problems()).extracting(Problem::key).containsExactly("routes.reload");
    }

    @Test
    void aSecretAndACertificateDontStandSideBySide() {
        file.setProperty("dynamics.client-certificate", "pom.xml");

        assertThat(problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("remove one of them");
    }

    @Test
    void aCertificateThatItsPasswordDoesNotOpenIsAProblem() {
        file.remove("dynamics.client-secret");
        file.setProperty("dynamics.client-certificate", "pom.xml");

        assertThat(problems()).extracting(Problem::key).containsExactly("dynamics.client-certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "dynamics.client-secert, dynamics.client-secret",
        "partner-center.webhook.publicurl, partner-center.webhook.public-url",
        "sync.worker, sync.workers",
        "http.response-timout, http.response-timeout",
        "log.fromat, log.format"
    })
    void aMisspeltKeyIsReportedWithTheNearestThatExists(String misspelt, String meant) {
        file.setProperty(misspelt, SECRET);

        assertThat(problems()).extracting(Problem::key).containsExactly(misspelt);
        assertThat(problems())
                .extracting(Problem::remedy)
                .singleElement()
                .asString()
                .contains(meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.main.name", "quarkus.http.port", "my.own"})
    void keysOfOthersAreTheirs(String key) {
        file.setProperty(key, "x");
        system.setProperty("http.proxyHost", "proxy.example");

        assertThatCode(() -> settings().validate()).doesNotThrowAnyException();
    }

    @Test
    void aMisspeltSystemPropertyIsReportedToo() {
        system.setProperty("sync.wrokers", "3");

        assertThat(problems()).extracting(Problem::key).containsExactly("sync.wrokers");
    }

    @Test
    void placeholdersGetEveryValueInForceButNoSecret() {
        Properties placeholders = settings().asProperties();

        assertThat(placeholders).containsEntry("dynamics.api-version", "v9.2").doesNotContainValue(SECRET);
        assertThat(placeholders.stringPropertyNames())
                .contains("dynamics.owner")
                .doesNotContain("dynamics.client-secret", "management.password");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(settings().toString())
                .contains("dynamics.client-secret=(set)")
                .doesNotContain(SECRET);
        assertThatThrownBy(() -> settings().text(DYNAMICS_CLIENT_SECRET)).hasMessageNotContaining(SECRET);
    }

    private List<Problem> problems() {
        return catchThrowableOfType(SettingsException.class, () -> settings().validate())
                .problems();
    }

    private Settings settings() {
        return Settings.load(file, environment, system);
    }
}
