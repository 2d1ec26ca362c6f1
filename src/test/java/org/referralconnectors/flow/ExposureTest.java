package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Delivery;
import org.referralconnectors.simulated.PartnerSide;

/**
 * No secret and no customer shows, whatever goes right or wrong and whoever looks: at logs with every logger at DEBUG,
 * metrics, health, MBeans, the rows of the store and the bytes of its files. One application does everything first.
 */
class ExposureTest extends FailureSupport {

    private static final String FIRST = "Xanthippe";
    private static final String LAST = "Qvistgaard";
    private static final String EMAIL = "xanthippe.qvistgaard@zyxomatic.example";
    private static final String PHONE = "+49 30 5550199";
    private static final String COMPANY = "Zyxomatic Werke";
    private static final String STREET = "Geheimgasse 77";
    private static final String REMARK = "the chairman resigns in May";

    /** In lower case. */
    private static final Set<String> CUSTOMER =
            Set.of("xanthippe", "qvistgaard", "zyxomatic", "5550199", "geheimgasse", "chairman resigns");

    private static final String PASSWORD = "hawtio~password~of~the~test";

    private final Everything log = new Everything();
    private Map<String, String> settings;
    private Set<String> secrets;
    private Path home;
    private List<String> metrics;

    @Override
    Map<String, String> settings() {
        settings = super.settings();
        settings.put("sync.history-values", "plain");
        settings.put("management.password", PASSWORD);
        return settings;
    }

    @BeforeAll
    void doEverything() throws Exception {
        home = folder;
        world.traffic().recordBodies(true);
        String healthy = settled(ExposureTest::customer);
        world.dataverse().edit(uuid(healthy), lead -> lead.put("description", REMARK + ", says " + LAST));
        world.partnerCenter()
                .edit(healthy, referral -> referral.withObject("/details").put("notes", LAST + " changes this too"));
        poll();
        sweep();
        deliverForged(healthy);
        List<String> parked = new ArrayList<>();
        parked.add(failing(id -> dynamics().faults().answer(about("PATCH", id), 2, personal(400, "0x80044331"))));
        parked.add(healthy);
        partnerCenter().faults().answer(about("GET", healthy), 1, personal(403, "denied"));
        deliver("referral-updated", healthy);
        failing(id -> partnerCenter().faults().answer(about("GET", id), 1, personal(403, "denied")));
        for (String broken : List.of(FIRST + " " + LAST, "{\"name\": " + LAST, "[1e10000000000" + 5550199 + "]")) {
            Answer wrong = new Answer(200, Map.of("content-type", "application/json"), broken.getBytes(UTF_8));
            failing(id -> partnerCenter().faults().answer(about("GET", id), 1, wrong));
            failing(id -> dynamics().faults().answer(about("GET", id), 1, wrong));
        }
        failing(id -> dynamics().faults().resetAfter(about("PATCH", id), 1));
        parked.forEach(this::parked);
        unreadable();
        dynamics().faults().answer(always(), 1, personal(500, FIRST + " " + EMAIL));
        poll();
        dynamics().faults().answer(always(), 2, personal(401, "0x80048306"));
        poll();
        eventually().until(() -> !pauses().isEmpty());
        resume("dynamics");
        partnerCenter().faults().answer(always(), 2, personal(401, "x"));
        sweep();
        resume("partner-center");
        eventually().until(this::idle);
        metrics = Stream.of("/observe/metrics", "/observe/health", "/observe/health/ready", "/observe/health/live")
                .map(this::get)
                .toList();
        secrets = secrets();
    }

    @AfterAll
    void beQuiet() {
        log.close();
    }

    @Test
    void logsShowNeitherCustomersNorSecrets() {
        assertThat(log.loggers()).anyMatch(name -> name.startsWith("org.apache.camel"));
        assertThat(log.lines()).anyMatch(line -> line.startsWith("DEBUG org.referralconnectors."));
        assertHarmless(log.lines());
    }

    @Test
    void metricsAndHealthShowNeither() {
        assertThat(metrics.get(0)).contains("referral_connectors_runs_total");
        assertHarmless(metrics);
    }

    @Test
    void noAttributeOfAnyMBeanShowsThem() throws JMException {
        List<String> attributes = attributes();
        assertThat(attributes).anyMatch(line -> line.contains("on-referral-webhook"));
        assertHarmless(attributes);
    }

    /** Agreed values and what is about to be written are the customer's, and stay until {@code erase}. */
    @Test
    void rowsShowThemOnlyWhereValuesAreAgreed() {
        List<String> rows = rows();
        assertThat(rows).anyMatch(row -> row.startsWith("history ")).anyMatch(row -> row.startsWith("secrets "));
        assertHarmless(rows);
    }

    @Test
    void theFilesOfTheStoreHoldNoSecret() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("store.db"))
                    .toList()) {
                if (!file.toString().endsWith(".key")) {
                    assertThat(found(Files.readString(file, ISO_8859_1), secrets))
                            .isEmpty();
                }
            }
        }
        assertThat(Files.getPosixFilePermissions(home.resolve("store.db.key"))).hasSize(2);
    }

    @Test
    void everyTextThatIsSearchedForWasReallyUsed() {
        assertThat(secrets).hasSizeGreaterThan(6).allMatch(secret -> secret.length() > 15);
        String sent = world.traffic().entries().stream()
                .filter(entry -> entry.call() != null)
                .map(entry -> entry.call().text())
                .collect(Collectors.joining())
                .toLowerCase();
        assertThat(found(sent, CUSTOMER)).isEqualTo(CUSTOMER);
    }

    private static void customer(ObjectNode referral) {
        referral.put("name", COMPANY + " rollout");
        referral.withObject("/customerProfile").put("name", COMPANY);
        referral.withObject("/customerProfile/address").put("addressLine1", STREET);
        ((ObjectNode) referral.at("/customerProfile/team/0"))
                .put("firstName", FIRST)
                .put("lastName", LAST)
                .put("email", EMAIL)
                .put("phoneNumber", PHONE);
        referral.withObject("/details").put("notes", REMARK);
    }

    /** A referral whose webhook comes when the fault is in place. */
    private String failing(java.util.function.Consumer<String> fault) {
        world.partner().notifications().hold();
        String id = referral(ExposureTest::customer);
        fault.accept(id);
        world.partner().notifications().release();
        eventually().until(() -> !history(id).isEmpty() && idle());
        return id;
    }

    /** Values that nobody can convert, in each field that converts. */
    private void unreadable() {
        settled(referral -> {
            customer(referral);
            referral.withObject("/details").put("dealValue", LAST).put("closingDateTime", EMAIL);
            referral.withObject("/customerProfile").put("size", PHONE);
            referral.withObject("/customerProfile/address").put("country", STREET);
        });
    }

    private void deliverForged(String id) {
        Delivery genuine = world.partner().notifications().signer().referral("referral-updated", id);
        String url = world.partner().registration().url();
        byte[] body = ("{\"EventName\": \"" + LAST + "\", \"x\": " + FIRST + "}").getBytes(UTF_8);
        world.partner()
                .notifications()
                .deliver(url, new Delivery(genuine.headers(), body))
                .join();
        world.partner()
                .notifications()
                .deliver(url, world.partner().notifications().signer().sign(body))
                .join();
    }

    private static Answer personal(int status, String code) {
        return Answer.json(
                status,
                json("{\"error\": {\"code\": \"" + code + "\", \"message\": \"" + EMAIL + " " + PHONE + "\"}}"));
    }

    private Set<String> secrets() throws IOException {
        Set<String> all = new TreeSet<>(Set.of(
                PASSWORD,
                PartnerSide.CLIENT_SECRET,
                settings.get("dynamics.client-secret"),
                settings.get("partner-center.refresh-token"),
                Files.readString(home.resolve("store.db.key")).strip()));
        world.traffic().entries().stream()
                .filter(entry -> entry.call() != null && entry.call().header("authorization") != null)
                .map(entry -> entry.call().header("authorization").replaceFirst("(?i)bearer ", ""))
                .forEach(all::add);
        return all;
    }

    private void assertHarmless(List<String> lines) {
        Set<String> all = new TreeSet<>(secrets);
        all.addAll(CUSTOMER);
        assertThat(lines.stream()
                        .filter(line -> !found(line, all).isEmpty())
                        .map(line -> line.substring(0, Math.min(400, line.length()))))
                .isEmpty();
    }

    private static Set<String> found(String text, Set<String> wanted) {
        String lower = text.toLowerCase();
        return wanted.stream()
                .filter(each -> lower.contains(each.toLowerCase()))
                .collect(Collectors.toSet());
    }

    private String get(String path) {
        String port = settings.get("camel.management.port");
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> attributes() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> lines = new ArrayList<>();
        for (ObjectName name : server.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                lines.add(name + " " + attribute.getName() + " " + value(server, name, attribute.getName()));
            }
        }
        return lines;
    }

    private static String value(MBeanServer server, ObjectName name, String attribute) {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] several ? List.of(several).toString() : String.valueOf(value);
        } catch (JMException | RuntimeException unsupported) {
            return unsupported.toString();
        }
    }

    /** Every row of every table, but for the two columns that hold values by design. */
    private List<String> rows() {
        return store().read(handle -> {
            List<String> rows = new ArrayList<>();
            for (String table : handle.createQuery("SELECT name FROM sqlite_master WHERE type = 'table'")
                    .mapTo(String.class)
                    .list()) {
                handle.createQuery("SELECT * FROM " + table).mapToMap().forEach(row -> {
                    Map<String, Object> shown = new LinkedHashMap<>(row);
                    if (table.equals("pairs")) {
                        shown.keySet().removeAll(Set.of("agreed", "intent"));
                    }
                    rows.add(table + " " + shown);
                });
            }
            return rows;
        });
    }
}
