package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.TokenUse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records refused uses of ended tokens. */
final class Refusals {

    private static final String RECORD = """
            UPDATE {tokens} SET last_refused_at = ?, last_refused_from = ?
            WHERE id = ? AND (last_refused_at IS NULL OR last_refused_at <= ? OR last_refused_at > ?)""";

    private Refusals() {}

    /** Returns the ids of the changed tokens. A statement for each token, because its row count says whether it was due. */
    static Set<String> record(Session session, List<TokenUse> uses, Duration interval, Instant latest)
            throws SQLException {
        Set<String> recorded = new HashSet<>();
        for (TokenUse use : uses) {
            Instant newest = use.at().minus(interval);
            if (session.update(RECORD, use.at(), use.remoteAddress(), use.tokenId(), newest, latest) == 1) {
                recorded.add(use.tokenId());
            }
        }
        return recorded;
    }
}
