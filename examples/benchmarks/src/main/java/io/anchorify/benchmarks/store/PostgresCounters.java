package io.anchorify.benchmarks.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What PostgreSQL itself has counted. A connection tells of what it did within a second while it works, and at the latest
 * when it ends.
 *
 * @param rowsUpdated how many rows of the table of tokens were updated
 * @param commits how many transactions were committed; a statement outside of one is one
 */
record PostgresCounters(long rowsUpdated, long commits) {

    private static final Duration LATE = Duration.ofMillis(1500);

    private static final String UPDATED =
            "SELECT coalesce(sum(n_tup_upd), 0) FROM pg_stat_user_tables WHERE relname = 'anchorify_tokens'";
    private static final String COMMITTED =
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";

    /** Waits until connections that have ended or go on working have told what they did, and reads. */
    static PostgresCounters read() throws SQLException {
        Threads.pause(LATE);
        try (Connection connection = Engine.POSTGRES.connection()) {
            return new PostgresCounters(read(connection, UPDATED), read(connection, COMMITTED));
        }
    }

    PostgresCounters since(PostgresCounters before) {
        return new PostgresCounters(rowsUpdated - before.rowsUpdated, commits - before.commits);
    }

    private static long read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
