package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.jdbc.Session.RowMapper;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ReminderClaim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Claims tokens that expire soon. Each statement commits by itself. */
final class Reminders {

    private static final String LIST =
            "SELECT * FROM {tokens} WHERE {unreminded} ORDER BY expires_at FETCH FIRST ? ROWS ONLY";

    /** Of two concurrent claims, the second finds the row changed. */
    private static final String CLAIM =
            "UPDATE {tokens} SET claimed_by = ?, claimed_until = ? WHERE id = ? AND {unreminded}";

    private static final String CONFIRM = """
            UPDATE {tokens} SET reminded_seconds = ?, claimed_by = NULL, claimed_until = NULL
            WHERE id = ? AND claimed_by = ?""";

    private Reminders() {}

    static List<Token> list(
            Session session, RowMapper<StoredToken> tokenRow, Duration before, int limit, ActiveRule rule)
            throws SQLException {
        TokenSelection unreminded = TokenSelection.unreminded(before, rule);
        String sql = LIST.replace("{unreminded}", unreminded.condition());
        return session.query(sql, tokenRow, unreminded.parameters(List.of(), limit)).stream()
                .map(StoredToken::token)
                .toList();
    }

    static boolean claim(Session session, String tokenId, ReminderClaim claim, ActiveRule rule) throws SQLException {
        TokenSelection unreminded = TokenSelection.unreminded(claim.before(), rule);
        String sql = CLAIM.replace("{unreminded}", unreminded.condition());
        List<?> before = List.of(claim.id().toString(), claim.until(), tokenId);
        return session.update(sql, unreminded.parameters(before)) == 1;
    }

    static boolean confirm(Session session, String tokenId, ReminderClaim claim) throws SQLException {
        return session.update(
                        CONFIRM, claim.before().toSeconds(), tokenId, claim.id().toString())
                == 1;
    }
}
