package io.anchorify.auth.jdbc;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** H2, in memory or in a file. */
final class H2Dialect extends StandardDialect {

    /** Without it, an in-memory database disappears when the pool has replaced its last connection. */
    private static final List<String> IN_MEMORY_DEFAULTS = List.of("DB_CLOSE_DELAY=-1");

    /** Commits are on disk when they return, and the service closes the database when the JVM ends. */
    private static final List<String> FILE_DEFAULTS = List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE");

    /** How the URL of a file begins that does not name a file system of H2. */
    private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?(?=[./~\\\\]|[A-Za-z]:[/\\\\])");

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

    @Override
    public String schemaFile() {
        return "schema-h2.sql";
    }

    @Override
    public void limitIdleTime(Session session) {
        // The database pauses together with the process that it runs in.
    }

    @Override
    public void removeIdleLimit(Session session) {
        // There is no limit.
    }

    /** No server ever takes over from another. */
    @Override
    public String serverId() {
        return "'h2'";
    }
}
