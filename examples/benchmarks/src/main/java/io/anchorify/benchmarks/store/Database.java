package io.anchorify.benchmarks.store;

import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;

/** The databases of the benchmarks. A server starts when it is first used and stops with the JVM. */
public enum Database {

    /** H2 in memory. */
    H2,

    /** PostgreSQL on the same machine. */
    POSTGRES,

    /** MariaDB on the same machine. */
    MARIADB;

    /** Opens a store with a pool of its own and creates the tables. */
    JdbcTokenStore connect() {
        JdbcTokenStore store = switch (this) {
            case H2 -> JdbcTokenStore.connect("jdbc:h2:mem:benchmarks;DB_CLOSE_DELAY=-1");
            case POSTGRES -> connect(DatabaseServer.postgres());
            case MARIADB -> connect(DatabaseServer.mariaDb());
        };
        return store.createSchema();
    }

    private static JdbcTokenStore connect(DatabaseServer server) {
        return JdbcTokenStore.connect(server.url(), server.user(), server.password());
    }
}
