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

    /** Makes a server keep a million tokens in memory, as one of an operator does; the default is 128 MB. */
    String cacheOfOneGigabyte() {
        return switch (this) {
            case H2, POSTGRES -> "SELECT 1";
            case MARIADB -> "SET GLOBAL innodb_buffer_pool_size = 1073741824";
        };
    }

    /** Otherwise, the plans depend on when the database does it by itself. */
    String collectStatistics() {
        return switch (this) {
            case H2, POSTGRES -> "ANALYZE";
            case MARIADB -> "ANALYZE TABLE anchorify_tokens, anchorify_attributes";
        };
    }

    private static JdbcTokenStore connect(DatabaseServer server) {
        return JdbcTokenStore.connect(server.url(), server.user(), server.password());
    }
}
