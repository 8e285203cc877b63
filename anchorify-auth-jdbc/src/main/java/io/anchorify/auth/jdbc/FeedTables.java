package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The names of the feed's tables, put into its statements. */
record FeedTables(String prefix, Dialect dialect) {

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return Database.prepare(connection, named(sql));
    }

    private String named(String sql) {
        return sql.replace("{head}", prefix + "head")
                .replace("{changes}", prefix + "changes")
                .replace("{nodes}", prefix + "nodes")
                .replace("{server}", dialect.serverSql())
                .replace("{unflushed}", dialect.unflushedSql());
    }

    /** What the readers of these tables listen to. */
    String channel() {
        return prefix + "changes";
    }
}
