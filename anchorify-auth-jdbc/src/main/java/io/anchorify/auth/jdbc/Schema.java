package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Creates the tables by the script in this package, and verifies that they exist. */
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

    Schema(Database database) {
        this.database = database;
        this.prefix = database.tablePrefix();
    }

    /** Succeeds without the right to create tables if they exist. */
    void create() {
        try {
            runScript();
        } catch (TokenStoreException e) {
            String problem = problem();
            if (problem != null) {
                throw new TokenStoreException(
                        problem + ", and createSchema() failed: "
                                + Database.reason(e.getCause() == null ? e : e.getCause())
                                + ". As a database user who may create tables, " + runScriptFile(),
                        e);
            }
        }
    }

    private void runScript() {
        database.run("create its schema", session -> {
            for (String sql : script().split(";", -1)) {
                if (!sql.isBlank()) {
                    createOrRetry(session, sql);
                }
            }
            return true;
        });
    }

    private String script() {
        String file = database.dialect().schemaFile();
        try (InputStream script = Schema.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException("The jar lacks its resource " + file);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("{prefix}", prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A statement can fail because another process creates the same table at the same moment. The table exists by then, so
     * the second attempt succeeds.
     */
    private static void createOrRetry(Session session, String sql) throws SQLException {
        try {
            session.execute(sql);
        } catch (SQLException createdByAnother) {
            session.execute(sql);
        }
    }

    void verify() {
        String problem = problem();
        if (problem != null) {
            throw new TokenStoreException(
                    problem + ". Call JdbcTokenStore.createSchema() once, or " + runScriptFile(), null);
        }
    }

    private String runScriptFile() {
        return "run the statements of io/anchorify/auth/jdbc/"
                + database.dialect().schemaFile() + " with {prefix} replaced by '" + prefix + "'";
    }

    /** Returns what is missing as a sentence, or {@code null} if nothing is. */
    private @Nullable String problem() {
        for (Table table : TABLES) {
            String problem = problem(prefix + table.name, table.columns);
            if (problem != null) {
                return problem;
            }
        }
        return hasHead() ? null : "The table " + prefix + "head has no row";
    }

    private @Nullable String problem(String table, List<String> columns) {
        List<String> found = database.run("verify its schema", session -> columns(session, table));
        if (found.isEmpty()) {
            return "The table " + table + " is missing";
        }
        List<String> missing =
                columns.stream().filter(column -> !found.contains(column)).toList();
        return missing.isEmpty() ? null : "The table " + table + " lacks " + String.join(", ", missing);
    }

    /** The columns of a table, none of them if the table does not exist. */
    private static List<String> columns(Session session, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet noRows = statement.executeQuery("SELECT * FROM %s WHERE 1 = 0".formatted(table))) {
            ResultSetMetaData columns = noRows.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
            }
        } catch (SQLException e) {
            if (!session.dialect().isMissingTable(e)) {
                throw e;
            }
        }
        return names;
    }

    private boolean hasHead() {
        return !database.run(
                        "verify its schema",
                        session -> session.query("SELECT position FROM {head}", row -> row.getLong(1)))
                .isEmpty();
    }

    /** A table that must exist, its name without the prefix. */
    private record Table(String name, List<String> columns) {

        Table(String name, String... columns) {
            this(name, List.of(columns));
        }
    }
}
