package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.util.function.Supplier;

/** The databases that several nodes can share. */
enum DatabaseKind {
    POSTGRES("PostgreSQL", DatabaseServer::anotherPostgres, """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'""", """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND (query LIKE 'LISTEN%' OR query LIKE '%AS registered%'
                OR query LIKE '%SET acknowledged%')"""),
    MARIADB("MariaDB", DatabaseServer::anotherMariaDb, """
            SELECT CONCAT('KILL ', id) FROM information_schema.processlist
            WHERE id <> CONNECTION_ID() AND user <> 'system user'""", """
            SELECT CONCAT('KILL ', id) FROM information_schema.processlist
            WHERE id <> CONNECTION_ID() AND user <> 'system user' AND id % 2 = 0""");

    private final String title;
    private final Supplier<DatabaseServer> server;
    private final String killAll;
    private final String killReaders;

    DatabaseKind(String title, Supplier<DatabaseServer> server, String killAll, String killReaders) {
        this.title = title;
        this.server = server;
        this.killAll = killAll;
        this.killReaders = killReaders;
    }

    /** The name for the report. */
    String title() {
        return title;
    }

    DatabaseServer startServer() {
        return server.get();
    }

    /** A query that kills the connections of all nodes, or whose rows are statements that do. */
    String killAll() {
        return killAll;
    }

    /**
     * The same for the connections on which nodes read the feed. MariaDB does not show the purpose of a connection, so
     * every other one is killed there.
     */
    String killReaders() {
        return killReaders;
    }
}
