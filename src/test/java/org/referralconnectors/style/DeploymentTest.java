package org.referralconnectors.style;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.style.ProjectFiles.ROOT;
import static org.referralconnectors.style.ProjectFiles.assertNone;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.settings.Setting;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What deploys the application names only what exists, since nothing here can run it. */
class DeploymentTest {

    private static final Path DEPLOY = ROOT.resolve("docs/deploy");
    private static final Set<String> KEYS =
            Stream.of(Setting.values()).map(Setting::key).collect(toSet());
    private static final Set<String> VARIABLES =
            Stream.of(Setting.values()).map(Setting::environmentVariable).collect(toSet());

    @Test
    void theManifestNamesOnlySettingsThatExist() {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(text("kubernetes.yaml"))
                .forEach(document -> documents.add((Map<?, ?>) document));
        Properties file =
                properties(((Map<?, ?>) of(documents, "ConfigMap").get("data")).get("application.properties"));
        Set<?> secrets = ((Map<?, ?>) of(documents, "Secret").get("stringData")).keySet();

        assertThat(KEYS).containsAll(file.stringPropertyNames());
        assertThat(file).isNotEmpty();
        assertThat(VARIABLES).containsAll(names(secrets));
        assertThat(secrets).isNotEmpty();
    }

    @Test
    void theUnitAndTheScriptsNameOnlyVariablesThatExist() {
        Stream<String> assigned = Stream.of("referral-connectors.service", "class-cache.sh", "connectors")
                .flatMap(file -> Pattern.compile("(?:^Environment=|^ *export | )([A-Z][A-Z_]+)=", Pattern.MULTILINE)
                        .matcher(text(file))
                        .results()
                        .map(found -> found.group(1)));
        List<String> variables = assigned.toList();

        assertThat(variables).contains("MANAGEMENT_PASSWORD", "DYNAMICS_CLIENT_SECRET", "PARTNER_CENTER_SWEEP_CRON");
        assertThat(VARIABLES).containsAll(variables);
    }

    @Test
    void whoStartsTheProcessStartsItAgainWhenItIsNotAlive() {
        assertThat(text("jvm.options")).contains("-XX:+ExitOnOutOfMemoryError\n");
        assertThat(text("kubernetes.yaml")).contains("livenessProbe:", "path: /observe/health/live");
        assertThat(text("referral-connectors.service"))
                .contains("Restart=on-failure\n", "WatchdogSec=", "NotifyAccess=all\n");
        assertThat(ProjectFiles.text(ROOT.resolve("Dockerfile"))).contains("org.referralconnectors.cli.Probe");
        assertThat(text("README.md")).contains("--restart unless-stopped");
    }

    @Test
    void theManagementPortIsOpenToOthersOnlyWhereItIsSaid() {
        assertThat(text("class-cache.sh"))
                .contains("CAMEL_SERVER_HOST=127.0.0.1", "CAMEL_MANAGEMENT_HOST=127.0.0.1", "/dev/urandom")
                .doesNotContain("MANAGEMENT_PASSWORD=nobody");
        assertThat(text("referral-connectors.service")).contains("Environment=CAMEL_MANAGEMENT_HOST=127.0.0.1\n");
        assertThat(text("kubernetes.yaml")).contains("camel.management.host = 0.0.0.0\n", "kind: NetworkPolicy");
        assertThat(ProjectFiles.text(ROOT.resolve("Dockerfile"))).contains("ENV CAMEL_MANAGEMENT_HOST=0.0.0.0\n");
        assertThat(text("README.md")).contains("-p 127.0.0.1:8081:8081");
    }

    @Test
    void theDocumentationNamesOnlySettingsThatExist() {
        Pattern setting = Pattern.compile("`(?!sync\\.plan`|log\\.level\\.)"
                + "((?:partner-center|dynamics|sync|store|management|health|tls|log)\\.[a-z.-]+)(?: = [^`]*)?`");
        assertNone(
                "Correct these settings, they don't exist",
                ProjectFiles.lines(ProjectFiles.all(".md")).filter(line -> setting.matcher(line.text())
                        .results()
                        .anyMatch(found -> !KEYS.contains(found.group(1)))));
    }

    @Test
    void whatTheImageCopiesExists() {
        List<String> copied = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$")
                .matcher(ProjectFiles.text(ROOT.resolve("Dockerfile")))
                .results()
                .flatMap(copy -> Arrays.stream(copy.group(1).split(" ")))
                .toList();

        assertThat(copied).contains("docs/deploy/jvm.options", "docs/deploy/java25.options", "routes");
        assertThat(copied).allMatch(file -> Files.exists(ROOT.resolve(file)));
    }

    /** The ingress is an nginx, too, and nobody here can run it: it says in its own words what nginx.conf says. */
    @Test
    void theIngressHasTheLimitsOfTheProxyThatIsTried() {
        String ingress = text("kubernetes.yaml");
        String proxy = text("nginx.conf");

        assertThat(proxy)
                .contains("client_max_body_size 64k;", "client_body_buffer_size 64k;", "proxy_request_buffering on;")
                .contains("limit_conn webhook_connections 32;", "rate=20r/s", "burst=200", "proxy_next_upstream off;")
                .contains("proxy_connect_timeout 5s;", "proxy_read_timeout 15s;");
        assertThat(ingress)
                .contains("/proxy-body-size: 64k", "/client-body-buffer-size: 64k", "/proxy-request-buffering: \"on\"")
                .contains("/limit-connections: \"32\"", "/limit-rps: \"20\"", "/limit-burst-multiplier: \"10\"")
                .contains("/proxy-next-upstream: \"off\"", "/proxy-connect-timeout: \"5\"")
                .contains("/proxy-read-timeout: \"15\"");
    }

    @Test
    void everybodyStartsTheClassesThatThereAre() {
        String start = "org\\.referralconnectors\\.[\\w.]+";
        List<String> classes = Stream.concat(
                        Stream.of("referral-connectors.service", "class-cache.sh", "connectors", "README.md")
                                .map(DeploymentTest::text),
                        Stream.of(ProjectFiles.text(ROOT.resolve("Dockerfile"))))
                .flatMap(text -> Pattern.compile(start).matcher(text).results())
                .map(found -> found.group().replace('.', '/') + ".java")
                .toList();

        assertThat(classes).isNotEmpty();
        assertThat(classes)
                .allMatch(file -> Files.exists(ROOT.resolve("src/main/java").resolve(file)));
    }

    private static Map<?, ?> of(List<Map<?, ?>> documents, String kind) {
        return documents.stream()
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    private static Properties properties(Object text) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader((String) text));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Set<?> keys) {
        return keys.stream().map(String.class::cast).toList();
    }

    private static String text(String file) {
        return ProjectFiles.text(DEPLOY.resolve(file));
    }
}
