package io.anchorify.auth.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the rights that the database user lacks, by statements that no row matches. */
final class SchemaRights {

    private static final Map<String, String> PROBES = Map.of(
            "SELECT", "SELECT 1 FROM {table} WHERE 1 = 0",
            "INSERT", "INSERT INTO {table} ({column}) SELECT NULL WHERE 1 = 0",
            "UPDATE", "UPDATE {table} SET {column} = NULL WHERE 1 = 0",
            "DELETE", "DELETE FROM {table} WHERE 1 = 0");

    private final String prefix;

    SchemaRights(String prefix) {
        this.prefix = prefix;
    }

    /** Returns what is missing, or {@code null}. Other failures are found when the tables are used. */
    @Nullable
    SchemaProblem findProblem(Session session) {
        List<String> missing = new ArrayList<>();
        for (SchemaTable table : SchemaTable.ALL) {
            List<String> rights = table.rights().stream()
                    .filter(right -> isDenied(session, table, right))
                    .toList();
            if (!rights.isEmpty()) {
                missing.add(String.join(", ", rights) + " on " + prefix + table.name());
            }
        }
        return missing.isEmpty()
                ? null
                : SchemaProblem.withoutScripts(
                        "The database user lacks " + String.join("; ", missing),
                        session.dialect().hidesMissingTables()
                                ? "Grant them. If a table does not exist, first run all scripts of "
                                        + SchemaScript.folder(session.dialect())
                                : "Grant them");
    }

    private boolean isDenied(Session session, SchemaTable table, String right) {
        List<String> columns = table.columns();
        try {
            session.execute(Objects.requireNonNull(PROBES.get(right))
                    .replace("{table}", prefix + table.name())
                    .replace("{column}", columns.get(columns.size() - 1)));
            return false;
        } catch (SQLException e) {
            return session.dialect().isAccessDenied(e);
        }
    }
}
