package io.anchorify.auth.jdbc;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.jdbc.Session.RowMapper;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCode.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes rows of the table of device codes. */
final class DeviceCodeRow {

    static final List<String> COLUMNS = List.of(
            "hash",
            "user_code",
            "client_name",
            "remote_address",
            "scopes",
            "started_at",
            "expires_at",
            "interval_seconds",
            "polled_at",
            "state",
            "owner",
            "label",
            "granted_scopes",
            "attributes",
            "networks",
            "created_by",
            "lifetime_micros");

    static final String ALL_COLUMNS = String.join(", ", COLUMNS);

    /** The columns of a row that nobody has polled or decided. */
    private static final List<String> UNDECIDED_COLUMNS = List.of(
            "hash",
            "user_code",
            "client_name",
            "remote_address",
            "scopes",
            "started_at",
            "expires_at",
            "interval_seconds",
            "state");

    private static final String INSERT = "INSERT INTO {device_codes} (%s) VALUES (%s)"
            .formatted(String.join(", ", UNDECIDED_COLUMNS), Session.placeholders(UNDECIDED_COLUMNS.size()));

    /** Of concurrent decisions, the second finds the row changed. */
    private static final String APPROVE = """
            UPDATE {device_codes} SET state = 'APPROVED', owner = ?, label = ?, granted_scopes = ?, attributes = ?,
                networks = ?, created_by = ?, lifetime_micros = ?
            WHERE user_code = ? AND state = 'UNDECIDED' AND expires_at > ?""";

    private DeviceCodeRow() {}

    static void insert(Session session, DeviceCode code) throws SQLException {
        DeviceRequest request = code.request();
        session.update(
                INSERT,
                code.hash().bytes(),
                request.userCode(),
                request.clientName(),
                request.remoteAddress(),
                TokenRow.scopes(request.scopes()),
                request.startedAt(),
                request.expiresAt(),
                code.interval().toSeconds(),
                State.UNDECIDED.name());
    }

    static boolean approve(Session session, String userCode, TokenRequest approved, Instant now) throws SQLException {
        return session.update(
                        APPROVE,
                        approved.owner(),
                        approved.label(),
                        TokenRow.scopes(approved.scopes()),
                        TokenRow.attributes(approved.attributes()),
                        TokenRow.networks(approved.networks()),
                        approved.createdBy(),
                        micros(approved.lifetime()),
                        userCode,
                        now)
                == 1;
    }

    static RowMapper<DeviceCode> mapper(Dialect dialect) {
        return row -> new DeviceCode(
                TokenHash.of(row.getBytes("hash")),
                readRequest(row, dialect),
                Duration.ofSeconds(row.getLong("interval_seconds")),
                dialect.getInstant(row, "polled_at"),
                State.valueOf(row.getString("state")),
                readApproved(row));
    }

    private static DeviceRequest readRequest(ResultSet row, Dialect dialect) throws SQLException {
        return new DeviceRequest(
                row.getString("user_code"),
                row.getString("client_name"),
                row.getString("remote_address"),
                TokenRow.readScopes(row.getString("scopes")),
                Objects.requireNonNull(dialect.getInstant(row, "started_at")),
                Objects.requireNonNull(dialect.getInstant(row, "expires_at")));
    }

    private static @Nullable TokenRequest readApproved(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        return owner == null
                ? null
                : new TokenRequest(
                        owner,
                        row.getString("label"),
                        TokenRow.readScopes(row.getString("granted_scopes")),
                        TokenRow.readAttributes(row.getString("attributes")),
                        TokenRow.readNetworks(row.getString("networks")),
                        row.getString("created_by"),
                        readLifetime(row));
    }

    private static @Nullable Duration readLifetime(ResultSet row) throws SQLException {
        long micros = row.getLong("lifetime_micros");
        return row.wasNull() ? null : Duration.of(micros, ChronoUnit.MICROS);
    }

    private static @Nullable Long micros(@Nullable Duration lifetime) {
        return lifetime == null ? null : lifetime.dividedBy(Duration.of(1, ChronoUnit.MICROS));
    }
}
