package org.referralconnectors.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One connection to a database, opened when it is first needed; each statement is a transaction. */
final class Sql implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final String url;
    private Connection connection;

    Sql(String url) {
        this.url = url;
    }

    /** The first column of each row. */
    List<String> column(String query) {
        List<String> all = new ArrayList<>();
        read(query, row -> all.add(row.getString(1)));
        return all;
    }

    /** The second column by the first, where it is filled. */
    Map<String, String> pairs(String query) {
        Map<String, String> all = new HashMap<>();
        read(query, row -> all.put(row.getString(1), row.getString(2)));
        all.values().removeIf(value -> value == null);
        return all;
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private synchronized void read(String query, Row each) {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                each.take(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    synchronized void change(String update, String parameter) {
        try (PreparedStatement statement = connection().prepareStatement(update)) {
            statement.setString(1, parameter);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(update, e);
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = DriverManager.getConnection(url);
            if (url.startsWith("jdbc:sqlite:")) {
                change("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
            }
        }
        return connection;
    }

    private void change(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
