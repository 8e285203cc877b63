package io.anchorify.auth.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Finds and deletes ended tokens, in batches so small that no statement comes close to its timeout. */
final class EndedTokens {

    /**
     * One index each. With OR, PostgreSQL would read the table instead, in each batch past the rows that the batches before
     * deleted.
     */
    private static final List<String> FIND = List.of(
            "SELECT id FROM {tokens} WHERE revoked_at < ? ORDER BY revoked_at FETCH FIRST 1000 ROWS ONLY",
            "SELECT id FROM {tokens} WHERE expires_at < ? ORDER BY expires_at FETCH FIRST 1000 ROWS ONLY");

    /** Not with a subquery, for which MariaDB would read the whole table. */
    private static final String DELETE = "DELETE FROM {tokens} WHERE id IN ({ids})";

    private EndedTokens() {}

    /** The ids of a batch; empty if no token ended before. */
    static List<String> find(Session session, Instant endedBefore) throws SQLException {
        for (String sql : FIND) {
            List<String> ids = session.query(sql, row -> row.getString("id"), endedBefore);
            if (!ids.isEmpty()) {
                return ids;
            }
        }
        return List.of();
    }

    /** Returns how many were deleted: another process may have deleted some. */
    static int delete(Session session, List<String> ids) throws SQLException {
        return session.update(DELETE.replace("{ids}", Session.placeholders(ids.size())), ids.toArray());
    }
}
