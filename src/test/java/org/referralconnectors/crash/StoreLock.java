package org.referralconnectors.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.referralconnectors.simulated.Call;

/** Nobody else can commit to an SQLite store while it is held. */
final class StoreLock {

    private final Connection connection;

    /** @param url of a store that is there */
    StoreLock(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        connection.createStatement().execute("PRAGMA busy_timeout = 10000");
    }

    /** For a call that is to go on as if nothing were. */
    boolean takeAndGoOn(Call call) {
        try {
            connection.createStatement().execute("BEGIN IMMEDIATE");
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void release() throws SQLException {
        connection.close();
    }
}
