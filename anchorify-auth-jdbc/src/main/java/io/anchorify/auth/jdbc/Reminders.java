package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.jdbc.Session.RowMapper;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ExpiringPage;
import io.anchorify.auth.spi.ExpiringPage.Position;
import io.anchorify.auth.spi.ReminderClaim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Claims tokens that expire soon. Each statement commits by itself. */
final class Reminders {

    /** The last token that a page examines. Reads the index of the expiry only. */
    private static final String LAST = """
            SELECT expires_at, id FROM {tokens} WHERE {range}
            ORDER BY expires_at, id OFFSET ? ROWS FETCH FIRST 1 ROWS ONLY""";

    private static final String PAGE = "SELECT {columns} FROM {tokens} WHERE {due} ORDER BY expires_at, id";

    /** Of two concurrent claims, the second finds the row changed. */
    private static final String CLAIM =
            "UPDATE {tokens} SET claimed_by = ?, claimed_until = ? WHERE id = ? AND {unreminded}";

    private static final String CONFIRM = """
            UPDATE {tokens} SET reminded_seconds = ?, claimed_by = NULL, claimed_until = NULL
            WHERE id = ? AND claimed_by = ?""";

    private Reminders() {}

    static ExpiringPage list(
            Session session,
            RowMapper<StoredToken> tokenRow,
            Duration before,
            @Nullable Position after,
            int limit,
            ActiveRule rule)
            throws SQLException {
        TokenSelection examined = TokenSelection.expiring(before, after, rule);
        Position end = last(session, examined, limit);
        TokenSelection due = examined.upTo(end).unreminded(before, rule);
        String sql = PAGE.replace("{due}", due.condition());
        List<Token> tokens = session.query(sql, tokenRow, due.parameters(List.of())).stream()
                .map(StoredToken::token)
                .toList();
        return new ExpiringPage(tokens, end);
    }

    private static @Nullable Position last(Session session, TokenSelection examined, int limit) throws SQLException {
        String sql = LAST.replace("{range}", examined.condition());
        return session
                .query(sql, row -> position(row, session.dialect()), examined.parameters(List.of(), limit - 1))
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static Position position(ResultSet row, Dialect dialect) throws SQLException {
        return new Position(Objects.requireNonNull(dialect.getInstant(row, "expires_at")), row.getString("id"));
    }

    static boolean claim(Session session, String tokenId, ReminderClaim claim, ActiveRule rule) throws SQLException {
        TokenSelection unreminded =
                TokenSelection.expiring(claim.before(), null, rule).unreminded(claim.before(), rule);
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
