package io.anchorify.auth.jdbc;

import io.anchorify.auth.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a row of the table of tokens. */
final class TokenRow {

    private TokenRow() {}

    static Token read(ResultSet row, Dialect dialect) throws SQLException {
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
