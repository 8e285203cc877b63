package io.anchorify.auth.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the tables lack. A version of the schema that is newer than this library is accepted, because scripts only add.
 */
final class SchemaCheck {

    private static final String RECORDED_VERSION = "SELECT MAX(version) FROM {schema_version}";

    private static final String HEAD = "SELECT position FROM {head}";

    private static final String DEFINITIONS = SchemaScript.ALL.get(0).file();

    private final String prefix;

    SchemaCheck(String prefix) {
        this.prefix = prefix;
    }

    /** Returns what is wrong, or {@code null} if the tables are complete. A transaction stays usable. */
    @Nullable
    SchemaProblem findProblem(Session session) throws SQLException {
        List<FoundTable> tables = new ArrayList<>();
        for (SchemaTable table : SchemaTable.ALL) {
            tables.add(new FoundTable(table, columns(session, prefix + table.name())));
        }
        FoundTable tokens = tables.get(0);
        boolean isVersioned = !tables.get(tables.size() - 1).isMissing();
        if (tokens.isMissing() && !isVersioned) {
            return SchemaProblem.withScripts(
                    "The table " + prefix + "tokens is missing. This library needs version " + SchemaScript.LATEST
                            + " of the schema",
                    1);
        }
        List<Gap> gaps = gaps(tables);
        if (gaps.stream().noneMatch(gap -> gap.table.equals("head"))
                && session.query(HEAD, row -> 1).isEmpty()) {
            gaps.add(new Gap("head", "has no row", 1));
        }
        return problem(isVersioned ? recordedVersion(session) : 1, gaps);
    }

    /** The columns of a table, none of them if the table does not exist. */
    private static List<String> columns(Session session, String table) throws SQLException {
        Savepoint before = session.connection().getAutoCommit()
                ? null
                : session.connection().setSavepoint();
        try {
            return columnsOrFailure(session, table);
        } catch (SQLException e) {
            if (!session.dialect().isMissingTable(e)) {
                throw e;
            }
            if (before != null) {
                session.connection().rollback(before);
            }
            return List.of();
        }
    }

    private static List<String> columnsOrFailure(Session session, String table) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet noRows = statement.executeQuery("SELECT * FROM %s WHERE 1 = 0".formatted(table))) {
            ResultSetMetaData columns = noRows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return names;
        }
    }

    /** Version 1 if none is recorded, because it once was not. */
    static int recordedVersion(Session session) throws SQLException {
        return Math.max(1, session.query(RECORDED_VERSION, row -> row.getInt(1)).get(0));
    }

    private static List<Gap> gaps(List<FoundTable> tables) {
        List<Gap> gaps = new ArrayList<>();
        for (FoundTable found : tables) {
            SchemaTable table = found.table;
            if (found.isMissing()) {
                gaps.add(new Gap(table.name(), "is missing", table.since()));
            } else {
                addGap(gaps, table, found.lacks(table.columns()), Gap.NO_SCRIPT);
                addGap(gaps, table, found.lacks(table.added()), SchemaTable.ADDED_SINCE);
            }
        }
        return gaps;
    }

    private static void addGap(List<Gap> gaps, SchemaTable table, List<String> columns, int filledBy) {
        if (!columns.isEmpty()) {
            gaps.add(new Gap(table.name(), "lacks " + String.join(", ", columns), filledBy));
        }
    }

    private @Nullable SchemaProblem problem(int version, List<Gap> gaps) {
        for (Gap gap : gaps) {
            if (gap.filledBy == Gap.NO_SCRIPT) {
                return SchemaProblem.withoutScripts(
                        describe(gap),
                        "No script adds this to an existing table: restore it as " + DEFINITIONS + " defines it");
            }
        }
        int firstGap = gaps.stream().mapToInt(Gap::filledBy).min().orElse(Integer.MAX_VALUE);
        if (version < SchemaScript.LATEST) {
            String description = "The tables %s* have version %d of the schema, but this library needs version %d"
                    .formatted(prefix, version, SchemaScript.LATEST);
            return SchemaProblem.withScripts(description, Math.min(version + 1, firstGap));
        }
        return gaps.isEmpty()
                ? null
                : SchemaProblem.withScripts(
                        describe(gaps.get(0)) + ", although version " + version + " of the schema is recorded",
                        firstGap);
    }

    private String describe(Gap gap) {
        return "The table " + prefix + gap.table + " " + gap.description;
    }

    private record FoundTable(SchemaTable table, List<String> foundColumns) {

        boolean isMissing() {
            return foundColumns.isEmpty();
        }

        List<String> lacks(List<String> columns) {
            return columns.stream()
                    .filter(column -> !foundColumns.contains(column))
                    .toList();
        }
    }

    /** @param filledBy the version whose script adds what is missing */
    private record Gap(String table, String description, int filledBy) {

        static final int NO_SCRIPT = 0;
    }
}
