package io.anchorify.auth.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;

/** A data source whose first commit fails. */
final class FailingCommit {

    private final DataSource real;
    private final AtCommit atCommit;
    private boolean keepsOpen;
    private boolean refusesAfterwards;
    private volatile boolean hasFailed;

    FailingCommit(DataSource real, AtCommit atCommit) {
        this.real = real;
        this.atCommit = atCommit;
    }

    /** The real connection stays open, as if the server continued with what it had received. */
    void keepOpen() {
        keepsOpen = true;
    }

    void refuseConnectionsAfterwards() {
        refusesAfterwards = true;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return call(real, method, arguments);
            }
            if (hasFailed && refusesAfterwards) {
                throw new SQLTransientConnectionException("The database is unreachable");
            }
            return connection(real.getConnection());
        });
    }

    private Connection connection(Connection connection) {
        boolean[] broken = new boolean[1];
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit") && !hasFailed) {
                hasFailed = true;
                broken[0] = true;
                atCommit.run(connection);
                throw new SQLException("The connection broke", "08006");
            }
            if (hasFailed && refusesAfterwards && !method.getName().equals("close")) {
                throw new SQLException("The database is unreachable", "08006");
            }
            if (broken[0] && keepsOpen) {
                return switch (method.getName()) {
                    case "isClosed" -> true;
                    case "close" -> null;
                    default -> throw new SQLException("The connection is broken", "08003");
                };
            }
            return call(connection, method, arguments);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What happens instead of the commit, before it fails. */
    interface AtCommit {

        void run(Connection connection) throws SQLException;
    }
}
