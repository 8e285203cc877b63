package io.anchorify.auth.jdbc;

import java.util.List;

/** H2, in memory or in a file. */
final class H2Dialect extends StandardDialect {

    /** Without it, an in-memory database disappears when the pool has replaced its last connection. */
    private static final List<String> IN_MEMORY_DEFAULTS = List.of("DB_CLOSE_DELAY=-1");

    /** Commits are on disk when they return, and the service closes the database when the JVM ends. */
    private static final List<String> FILE_DEFAULTS = List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE");

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
        return ConnectionUrl.withSettings(url, url.startsWith("jdbc:h2:mem:") ? IN_MEMORY_DEFAULTS : FILE_DEFAULTS);
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
