package io.anchorify.auth.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's LISTEN and NOTIFY: wakes the readers of all processes. A driver or a pool that does not show them leaves
 * the readers as they are on other databases.
 */
final class PostgresHints implements Hints {

    private final String channel;
    private final Hints withoutDriver = new LocalHints();

    PostgresHints(String channel) {
        this.channel = channel;
    }

    /** With a first notification, so that the reader learns at once that they arrive. */
    @Override
    public Listener listen(Connection connection) throws SQLException {
        if (!Driver.isBehind(connection)) {
            return withoutDriver.listen(connection);
        }
        execute(connection, "LISTEN \"" + channel + '"');
        execute(connection, "NOTIFY \"" + channel + '"');
        return new NotificationListener(connection);
    }

    /** By itself and not along with a change: NOTIFY takes a lock of its own, and fails its commit if its queue is full. */
    @Override
    public void announce(Database database) {
        withoutDriver.announce(database);
        database.read("announce a change", connection -> {
            try (PreparedStatement statement = Database.prepare(connection, "SELECT pg_notify(?, '')")) {
                statement.setString(1, channel);
                return statement.execute();
            }
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private final class NotificationListener implements Listener {

        private final Connection connection;

        NotificationListener(Connection connection) {
            this.connection = connection;
        }

        @Override
        public boolean await(Duration atMost) throws SQLException {
            Object[] notifications = Driver.notifications(connection, Math.max(1, (int) atMost.toMillis()));
            return notifications != null && notifications.length > 0;
        }

        @Override
        public void close() throws SQLException {
            execute(connection, "UNLISTEN \"" + channel + '"');
        }
    }

    /** The one thing for which JDBC has no word. By reflection, for the driver is there only if PostgreSQL is used. */
    private static final class Driver {

        private static final @Nullable Method GET_NOTIFICATIONS = getNotifications();

        private Driver() {}

        private static @Nullable Method getNotifications() {
            try {
                return Class.forName("org.postgresql.PGConnection").getMethod("getNotifications", int.class);
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        static boolean isBehind(Connection connection) throws SQLException {
            return GET_NOTIFICATIONS != null && connection.isWrapperFor(GET_NOTIFICATIONS.getDeclaringClass());
        }

        /** Waits for notifications, for milliseconds of which zero would be for ever. */
        static Object[] notifications(Connection connection, int millis) throws SQLException {
            try {
                Method method = Objects.requireNonNull(GET_NOTIFICATIONS);
                return (Object[]) method.invoke(connection.unwrap(method.getDeclaringClass()), millis);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("The driver hides its own interface", e);
            }
        }
    }
}
