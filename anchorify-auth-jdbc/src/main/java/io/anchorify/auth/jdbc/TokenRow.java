package io.anchorify.auth.jdbc;

import io.anchorify.auth.Network;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.jdbc.Session.RowMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes rows of the token table. */
final class TokenRow {

    /** The columns that {@link #bind} sets, in its order. */
    static final List<String> COLUMNS = List.of(
            "id",
            "owner",
            "label",
            "scopes",
            "attributes",
            "networks",
            "hash",
            "created_at",
            "created_by",
            "expires_at",
            "last_used_at",
            "last_used_from",
            "revoked_at",
            "revoked_by",
            "revoke_reason",
            "predecessor_id",
            "successor_id",
            "last_refused_at",
            "last_refused_from");

    /**
     * What a statement selects. Not *, because PostgreSQL rejects a prepared statement in a transaction when an upgrade has added a
     * column.
     */
    static final String ALL_COLUMNS = String.join(", ", COLUMNS);

    /** The parameters are bound by {@link #bind}. */
    static final String INSERT =
            "INSERT INTO {tokens} (%s) VALUES (%s)".formatted(ALL_COLUMNS, Session.placeholders(COLUMNS.size()));

    private TokenRow() {}

    static void bind(PreparedStatement insert, StoredToken stored, Dialect dialect) throws SQLException {
        Token token = stored.token();
        insert.setString(1, token.id());
        insert.setString(2, token.owner());
        insert.setString(3, token.label());
        insert.setString(4, scopes(token.scopes()));
        insert.setString(5, attributes(token.attributes()));
        insert.setString(6, networks(token.networks()));
        insert.setBytes(7, stored.hash().bytes());
        dialect.setInstant(insert, 8, token.createdAt());
        insert.setString(9, token.createdBy());
        dialect.setInstant(insert, 10, token.expiresAt());
        dialect.setInstant(insert, 11, token.lastUsedAt());
        insert.setString(12, token.lastUsedFrom());
        dialect.setInstant(insert, 13, token.revokedAt());
        insert.setString(14, token.revokedBy());
        insert.setString(15, token.revokeReason());
        insert.setString(16, token.predecessorId());
        insert.setString(17, token.successorId());
        dialect.setInstant(insert, 18, token.lastRefusedAt());
        insert.setString(19, token.lastRefusedFrom());
    }

    /** The column {@code scopes}, which is never empty. */
    static @Nullable String scopes(Set<String> scopes) {
        return scopes.isEmpty() ? null : String.join(" ", new TreeSet<>(scopes));
    }

    /** The column {@code attributes}, which is never empty: sorted lines of key and value. */
    static @Nullable String attributes(Map<String, String> attributes) {
        return attributes.isEmpty()
                ? null
                : new TreeMap<>(attributes)
                        .entrySet().stream()
                                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                                .collect(Collectors.joining("\n"));
    }

    /** The column {@code networks}, which is never empty. */
    static @Nullable String networks(List<Network> networks) {
        return networks.isEmpty()
                ? null
                : networks.stream().map(Network::toString).collect(Collectors.joining(" "));
    }

    static RowMapper<StoredToken> mapper(Dialect dialect) {
        return row -> new StoredToken(read(row, dialect), TokenHash.of(row.getBytes("hash")));
    }

    private static Token read(ResultSet row, Dialect dialect) throws SQLException {
        Instant createdAt = Objects.requireNonNull(dialect.getInstant(row, "created_at"));
        return Token.builder(row.getString("id"), row.getString("owner"), createdAt)
                .label(row.getString("label"))
                .scopes(readScopes(row.getString("scopes")))
                .attributes(readAttributes(row.getString("attributes")))
                .networks(readNetworks(row.getString("networks")))
                .createdBy(row.getString("created_by"))
                .expiresAt(dialect.getInstant(row, "expires_at"))
                .lastUsedAt(dialect.getInstant(row, "last_used_at"))
                .lastUsedFrom(row.getString("last_used_from"))
                .revokedAt(dialect.getInstant(row, "revoked_at"))
                .revokedBy(row.getString("revoked_by"))
                .revokeReason(row.getString("revoke_reason"))
                .predecessorId(row.getString("predecessor_id"))
                .successorId(row.getString("successor_id"))
                .lastRefusedAt(dialect.getInstant(row, "last_refused_at"))
                .lastRefusedFrom(row.getString("last_refused_from"))
                .build();
    }

    static Set<String> readScopes(@Nullable String text) {
        return text == null ? Set.of() : Set.of(text.split(" "));
    }

    static Map<String, String> readAttributes(@Nullable String text) {
        return text == null
                ? Map.of()
                : Stream.of(text.split("\n"))
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    static List<Network> readNetworks(@Nullable String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(" ")).map(Network::parse).toList();
    }
}
