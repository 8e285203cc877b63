package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables: created out of the file that lies beside this class, verified by asking the database for them. */
final class Schema {

    private static final List<Table> TABLES = List.of(
            new Table(
                    "tokens",
                    "id",
                    "owner",
                    "label",
                    "scopes",
                    "hash",
                    "created_at",
                    "expires_at",
                    "last_used_at",
                    "revoked_at"),
            new Table("head", "position", "uid", "previous", "server"),
            new Table("changes", "position", "uid", "previous", "kind", "subject"),
            new Table("nodes", "boot_id", "acknowledged", "beat"));

    private final Database database;
    private final String prefix;

    Schema(Database database, String prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    /** Who may not create tables can still use those that are there. */
    void create() {
        try {
            runScript();
        } catch (TokenStoreException e) {
            if (problem() != null) {
                throw e;
            }
        }
    }

    void verify() {
        String problem = problem();
        if (problem != null) {
            throw new TokenStoreException(
                    problem
                            + ". Call JdbcTokenStore.createSchema() once, or run the statements of io/anchorify/auth/jdbc/"
                            + database.dialect().schemaFile() + " with {prefix} replaced by '" + prefix + "'",
                    null);
        }
    }

    /** What is missing, in words, or {@code null} if nothing is. */
    private @Nullable String problem() {
        for (Table table : TABLES) {
            String problem = problem(prefix + table.name, table.columns);
            if (problem != null) {
                return problem;
            }
        }
        return headIsThere() ? null : "The table " + prefix + "head has no row";
    }

    private @Nullable String problem(String table, List<String> columns) {
        List<String> found = database.run("verify its schema", connection -> columns(connection, table));
        if (found.isEmpty()) {
            return "The table " + table + " is missing";
        }
        List<String> missing =
                columns.stream().filter(column -> !found.contains(column)).toList();
        return missing.isEmpty() ? null : "The table " + table + " lacks " + String.join(", ", missing);
    }

    private boolean headIsThere() {
        return database.run("verify its schema", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT position FROM " + prefix + "head")) {
                return row.next();
            }
        });
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData columns = nothing.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
            }
        } catch (SQLException e) {
            if (!isUnknownTable(e)) {
                throw e;
            }
        }
        return names;
    }

    /** PostgreSQL says 42P01; the others 42S02, and H2 42S03 or 42S04 where it has a guess. */
    private static boolean isUnknownTable(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.equals("42P01") || state.startsWith("42S0"));
    }

    private void runScript() {
        database.run("create its schema", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : script().split(";", -1)) {
                    if (!sql.isBlank()) {
                        create(statement, sql);
                    }
                }
            }
            return true;
        });
    }

    /**
     * A statement can fail because another process creates the same thing at that moment. By then it is there, so that the
     * statement passes the second time.
     */
    private static void create(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException createdByAnother) {
            statement.execute(sql);
        }
    }

    private String script() {
        String file = database.dialect().schemaFile();
        try (InputStream script = Schema.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException("The jar lacks its own file " + file);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("{prefix}", prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table as it has to be, its name without the prefix. */
    private record Table(String name, List<String> columns) {

        Table(String name, String... columns) {
            this(name, List.of(columns));
        }
    }
}
