package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.SettingProblem.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** H2, in memory or in a file. */
final class H2Dialect extends StandardDialect {

    private static final ReentrantLock SCHEMA_CHANGE = new ReentrantLock();

    /** Without it, an in-memory database disappears when the pool has replaced its last connection. */
    private static final List<String> IN_MEMORY_DEFAULTS = List.of("DB_CLOSE_DELAY=-1");

    /** Commits are on disk when they return, and the service closes the database when the JVM ends. */
    private static final List<String> FILE_DEFAULTS = List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE");

    /** How the URL of a file begins that does not name a file system of H2. */
    private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?(?=[./~\\\\]|[A-Za-z]:[/\\\\])");

    private static final int NOT_ENOUGH_RIGHTS = 90096;

    private static final String DURABILITY = """
            SELECT H2VERSION() AS version,
                (SELECT MAX(SETTING_VALUE) FROM INFORMATION_SCHEMA.SETTINGS
                    WHERE SETTING_NAME = 'WRITE_DELAY') AS write_delay
            WHERE DATABASE_PATH() IS NOT NULL""";

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public String urlPrefix() {
        return "jdbc:h2:";
    }

    @Override
    public String driver() {
        return "org.h2.Driver";
    }

    @Override
    public String withUrlDefaults(String url) {
        return url.startsWith("jdbc:h2:mem:")
                ? ConnectionUrl.withSettings(url, IN_MEMORY_DEFAULTS)
                : ConnectionUrl.withSettings(withAsyncFile(url), FILE_DEFAULTS);
    }

    /** Opens the same file with the only file system of H2 whose files stay open when a thread is interrupted. */
    private static String withAsyncFile(String url) {
        Matcher file = FILE.matcher(url);
        return file.lookingAt() ? "jdbc:h2:async:" + url.substring(file.end()) : url;
    }

    /** An in-memory database has no path, and does not outlive its process. */
    @Override
    public WriteLock writeLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT DATABASE_PATH()")) {
            row.next();
            String path = row.getString(1);
            return path == null ? WriteLock.none() : WriteLock.ofFile(path);
        }
    }

    @Override
    public String schemaFolder() {
        return "h2";
    }

    /**
     * Such statements commit, and can fail if they run concurrently. An embedded database belongs to this process, whose threads
     * take turns. Elsewhere, a change that failed is attempted again.
     */
    @Override
    public void changeSchema(Session session, SchemaChange change) throws SQLException {
        SCHEMA_CHANGE.lock();
        try {
            change.apply();
        } finally {
            SCHEMA_CHANGE.unlock();
        }
    }

    @Override
    public boolean isAccessDenied(SQLException e) {
        return e.getErrorCode() == NOT_ENOUGH_RIGHTS;
    }

    @Override
    public void limitIdleTime(Session session) {
        // The database pauses together with the process that it runs in.
    }

    @Override
    public void removeIdleLimit(Session session) {
        // There is no limit.
    }

    /** An in-memory database has no path, and nothing to lose. */
    @Override
    public List<SettingProblem> problems(Session session) throws SQLException {
        return session.query(DURABILITY, H2Dialect::durability).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<SettingProblem> durability(ResultSet row) throws SQLException {
        List<SettingProblem> problems = new ArrayList<>();
        String version = row.getString("version");
        if (version.startsWith("2.5.")) {
            problems.add(new SettingProblem(
                    Kind.LOST_IN_CRASH,
                    "H2 " + version + " does not write what concurrent connections commit",
                    "Use H2 2.4.240"));
        }
        if (row.getInt("write_delay") != 0) {
            problems.add(new SettingProblem(
                    Kind.LOST_IN_CRASH,
                    "H2 writes commits up to " + row.getInt("write_delay") + " ms late",
                    "Add ;WRITE_DELAY=0 to the URL of every connection to this database"));
        }
        return problems;
    }

    @Override
    public String exactTexts() {
        return "Create the tables again in a database without SET COLLATION, and without IGNORECASE when"
                + " createSchema() runs";
    }

    /** No server ever takes over from another. */
    @Override
    public String serverId() {
        return "'h2'";
    }
}
