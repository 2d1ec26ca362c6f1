package org.referralconnectors.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * What this machine does without the connectors, in a process of its own: {@code /echo} gives a body back, {@code /row}
 * commits it as one row of its own to a SQLite file on the same disk, as durably as the connectors do. Neither verifies
 * anything.
 */
public final class Yardsticks {

    private static final String SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            + " CREATE TABLE webhooks (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL)";

    private final PreparedStatement insert;

    private Yardsticks(Connection connection) throws SQLException {
        connection.createStatement().executeUpdate(SETTINGS);
        insert = connection.prepareStatement("INSERT INTO webhooks VALUES (?, ?)");
    }

    /** @param arguments the port, and the folder for the file */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1], "rows.db");
        Yardsticks yardsticks = new Yardsticks(DriverManager.getConnection("jdbc:sqlite:" + file));
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.port", arguments[0]);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/echo?httpMethodRestrict=POST").removeHeaders("*");
                from("platform-http:/row?httpMethodRestrict=POST")
                        .bean(yardsticks, "commit")
                        .removeHeaders("*");
            }
        });
        main.start();
        System.out.println("ready");
        System.in.read();
        System.exit(0);
    }

    public synchronized String commit(String body) throws SQLException {
        insert.setString(1, UUID.randomUUID().toString());
        insert.setString(2, body);
        insert.executeUpdate();
        return "ok";
    }
}
