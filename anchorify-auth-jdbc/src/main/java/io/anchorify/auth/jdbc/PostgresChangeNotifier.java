package io.anchorify.auth.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the readers of all processes through LISTEN and NOTIFY. A reader whose driver or pool does not give access to
 * notifications is woken as on other databases. The channel has the name of the table of changes.
 */
final class PostgresChangeNotifier implements ChangeNotifier {

    private final ChangeNotifier local = new LocalChangeNotifier();

    /** Sends a first notification, which shows the reader that notifications arrive. */
    @Override
    public Listener listen(Session session) throws SQLException {
        if (!Driver.isBehind(session.connection())) {
            return local.listen(session);
        }
        session.execute("LISTEN {changes}");
        session.execute("NOTIFY {changes}");
        return new NotificationListener(session);
    }

    /** Not in the transaction of the change: NOTIFY takes a lock until the commit, which fails if the queue is full. */
    @Override
    public void announce(Database database) {
        local.announce(database);
        database.read("announce a change", session -> session.query("SELECT pg_notify('{changes}', '')", row -> true));
    }

    private record NotificationListener(Session session) implements Listener {

        @Override
        public boolean await(Duration atMost) throws SQLException {
            Object[] notifications = Driver.notifications(session.connection(), Math.max(1, (int) atMost.toMillis()));
            return notifications != null && notifications.length > 0;
        }

        @Override
        public void close() throws SQLException {
            session.execute("UNLISTEN {changes}");
        }
    }

    /** Calls the driver by reflection, because JDBC has no notifications and the driver is an optional dependency. */
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

        /** Waits for notifications for some milliseconds, where 0 would be forever. */
        static Object[] notifications(Connection connection, int millis) throws SQLException {
            try {
                Method method = Objects.requireNonNull(GET_NOTIFICATIONS);
                return (Object[]) method.invoke(connection.unwrap(method.getDeclaringClass()), millis);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("The driver's own interface is not accessible", e);
            }
        }
    }
}
