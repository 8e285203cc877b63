package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** PostgreSQL's LISTEN and NOTIFY: wakes the readers of all processes. */
final class PostgresHints implements Hints {

    private final String channel;

    PostgresHints(String channel) {
        this.channel = channel;
    }

    @Override
    public void listen(Connection connection) throws SQLException {
        execute(connection, "LISTEN \"" + channel + '"');
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        execute(connection, "UNLISTEN \"" + channel + '"');
    }

    /** By itself and not along with a change: NOTIFY takes a lock of its own, and fails its commit if its queue is full. */
    @Override
    public void announce(Database database) {
        database.read("announce a change", connection -> {
            try (PreparedStatement statement = Database.prepare(connection, "SELECT pg_notify(?, '')")) {
                statement.setString(1, channel);
                return statement.execute();
            }
        });
    }

    @Override
    public boolean await(Connection connection, Duration atMost) throws SQLException {
        PGNotification[] notifications =
                connection.unwrap(PGConnection.class).getNotifications(Math.max(1, (int) atMost.toMillis()));
        return notifications != null && notifications.length > 0;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
