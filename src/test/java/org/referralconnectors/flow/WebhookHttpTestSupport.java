package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.flow.WebhookHttpTestWire.Reply;
import org.referralconnectors.partnercenter.Delivery;

/** One application for all tests of a class, and what a stranger sees and does from outside: bytes, rows, metrics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebhookHttpTestSupport extends FlowTestSupport {

    static final String PATH = "/webhooks/partner-center";

    private int port;
    private int managementPort;
    private Path storeFile;
    private Connection store;
    private String countRows;

    @BeforeAll
    void startOnce(@TempDir Path shared) throws SQLException {
        folder = shared;
        storeFile = shared.resolve("store.db");
        start("sync.settle", "PT0.01S");
        store = openStore();
        eventually().until(() -> world.traffic().entries().stream()
                .anyMatch(call -> call.operation().endsWith("/transactioncurrencies")));
        world.traffic().clear();
    }

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        port = Integer.parseInt(settings.get("camel.server.port"));
        managementPort = Integer.parseInt(settings.get("camel.management.port"));
        return settings;
    }

    /** Only after the last test. */
    @Override
    void stop() {}

    @AfterAll
    void stopAtLast() throws SQLException {
        store.close();
        super.stop();
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    /** As Partner Center would sign it. */
    Delivery signed(byte[] body) {
        org.referralconnectors.simulated.Delivery signed =
                world.partner().notifications().signer().sign(body);
        return new Delivery(signed.headers(), signed.body());
    }

    Delivery signed(String event, String referralId) {
        org.referralconnectors.simulated.Delivery signed =
                world.partner().notifications().signer().referral(event, referralId);
        return new Delivery(signed.headers(), signed.body());
    }

    Reply post(Delivery delivery) {
        return WebhookHttpTestWire.exchange(port, bytes("POST " + PATH, delivery));
    }

    /** The request as it goes over the wire. */
    static byte[] bytes(String methodAndPath, Delivery delivery) {
        StringBuilder head = new StringBuilder(methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n");
        delivery.headers().forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        head.append("Content-Length: ").append(delivery.body().length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(US_ASCII));
        request.writeBytes(delivery.body());
        return request.toByteArray();
    }

    Reply management(String methodAndPath) {
        return WebhookHttpTestWire.exchange(managementPort, methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    static void assertShortJson(Reply answer) {
        assertThat(answer.body()).matches("\\{\"error\": \"[A-Za-z/. ]{5,50}\"}");
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(answer.headers().keySet())
                .isSubsetOf("content-type", "content-length", "transfer-encoding", "connection", "allow");
    }

    /** How many rows each table holds, read past the application. */
    List<String> rows() {
        if (countRows == null) {
            countRows = query("SELECT name FROM sqlite_master"
                            + " WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'ticks'")
                    .stream()
                    .map(table -> "SELECT '" + table + " ' || count(*) FROM " + table)
                    .collect(Collectors.joining(" UNION ALL "));
        }
        return query(countRows);
    }

    /** The first column of each row, read on a connection of the test's own. */
    List<String> query(String sql) {
        try (Statement statement = store.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection openStore() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + storeFile);
    }

    /** Changes the store behind the application's back. */
    void sql(String change) throws SQLException {
        try (Connection other = openStore()) {
            other.createStatement().execute("PRAGMA busy_timeout = 10000");
            other.createStatement().execute(change);
        }
    }

    String metrics() {
        return management("GET /observe/metrics").body();
    }

    /** All series of a counter added up whose labels contain the text. */
    double counter(String name, String labels) {
        return counter(metrics(), name, labels);
    }

    static double counter(String metrics, String name, String labels) {
        return metrics.lines()
                .filter(line -> line.startsWith("referral_connectors_" + name + "_total"))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Every delivery counted but those that took too long, since one of them is under way. */
    double webhooks() {
        String metrics = metrics();
        return counter(metrics, "webhooks", "") - counter(metrics, "webhooks", "incomplete");
    }
}
