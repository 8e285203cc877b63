package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.jdbc.Session.RowMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes rows of the token table. */
final class TokenRow {

    /** The parameters are bound by {@link #bind}. */
    static final String INSERT = """
            INSERT INTO {tokens} (id, owner, label, scopes, hash, created_at, expires_at, last_used_at, revoked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private TokenRow() {}

    static void bind(PreparedStatement insert, StoredToken stored, Dialect dialect) throws SQLException {
        Token token = stored.token();
        insert.setString(1, token.id());
        insert.setString(2, token.owner());
        insert.setString(3, token.label());
        insert.setString(4, scopes(token));
        insert.setBytes(5, stored.hash().bytes());
        dialect.setInstant(insert, 6, token.createdAt());
        dialect.setInstant(insert, 7, token.expiresAt());
        dialect.setInstant(insert, 8, token.lastUsedAt());
        dialect.setInstant(insert, 9, token.revokedAt());
    }

    /** The column {@code scopes}, which is never empty. */
    static @Nullable String scopes(Token token) {
        return token.scopes().isEmpty() ? null : token.scopeText();
    }

    static RowMapper<StoredToken> mapper(Dialect dialect) {
        return row -> new StoredToken(read(row, dialect), TokenHash.of(row.getBytes("hash")));
    }

    private static Token read(ResultSet row, Dialect dialect) throws SQLException {
        Instant createdAt = Objects.requireNonNull(dialect.getInstant(row, "created_at"));
        return new Token(
                row.getString("id"),
                row.getString("owner"),
                row.getString("label"),
                scopes(row.getString("scopes")),
                createdAt,
                dialect.getInstant(row, "expires_at"),
                dialect.getInstant(row, "last_used_at"),
                dialect.getInstant(row, "revoked_at"));
    }

    private static Set<String> scopes(@Nullable String text) {
        return text == null ? Set.of() : Set.of(text.split(" "));
    }
}
