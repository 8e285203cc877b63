package io.anchorify.auth.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Remembers the prepared statements that run on a data source, with their parameters. */
final class RecordedStatements {

    private final List<Recorded> statements = new CopyOnWriteArrayList<>();

    /** A statement that has run. */
    record Recorded(String sql, List<Parameter> parameters) {

        /** Prepares the statement again, with the same parameters, after some text. */
        PreparedStatement prepare(Connection connection, String before) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(before + sql);
            for (Parameter parameter : parameters) {
                call(statement, parameter.setter, parameter.arguments);
            }
            return statement;
        }
    }

    /** A call of a setter of a prepared statement. */
    private record Parameter(Method setter, Object[] arguments) {}

    DataSource on(DataSource real) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    /** The statements since the last call. */
    List<Recorded> take() {
        List<Recorded> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof PreparedStatement statement ? statement(statement, (String) arguments[0]) : result;
        });
    }

    private PreparedStatement statement(PreparedStatement real, String sql) {
        List<Parameter> parameters = new ArrayList<>();
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (isSetter(method)) {
                parameters.add(new Parameter(method, arguments));
            } else if (method.getName().startsWith("execute")) {
                statements.add(new Recorded(sql, List.copyOf(parameters)));
            }
            return call(real, method, arguments);
        });
    }

    /** Setters of parameters have a position first. */
    private static boolean isSetter(Method method) {
        return method.getName().startsWith("set")
                && method.getParameterCount() > 1
                && method.getParameterTypes()[0] == int.class;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
