package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.jdbc.Session.RowMapper;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.Redemption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores device codes in a table. All statements but those of {@link #redeem} commit by themselves. */
final class SqlDeviceCodes implements DeviceCodeStore {

    private static final String COUNT_UNDECIDED =
            "SELECT COUNT(*) FROM {device_codes} WHERE state = 'UNDECIDED' AND expires_at > ?";

    private static final String FIND = "SELECT {device_code_columns} FROM {device_codes} WHERE hash = ?";

    private static final String FIND_BY_USER_CODE =
            "SELECT {device_code_columns} FROM {device_codes} WHERE user_code = ?";

    private static final String DENY = """
            UPDATE {device_codes} SET state = 'DENIED'
            WHERE user_code = ? AND state = 'UNDECIDED' AND expires_at > ?""";

    private static final String FIRST_POLL = """
            UPDATE {device_codes} SET polled_at = ?, interval_seconds = ?
            WHERE hash = ? AND state = 'UNDECIDED' AND interval_seconds = ? AND polled_at IS NULL""";

    private static final String LATER_POLL = """
            UPDATE {device_codes} SET polled_at = ?, interval_seconds = ?
            WHERE hash = ? AND state = 'UNDECIDED' AND interval_seconds = ? AND polled_at = ?""";

    /** Locks the row until the token is committed. Of concurrent redemptions, the second finds no row. */
    private static final String CONSUME =
            "DELETE FROM {device_codes} WHERE hash = ? AND state = 'APPROVED' AND expires_at > ?";

    /** Waits for a transaction that has consumed the row. */
    private static final String LOCK = "SELECT state FROM {device_codes} WHERE hash = ? FOR UPDATE";

    private static final String DELETE_APPROVED = "DELETE FROM {device_codes} WHERE owner = ?";

    private static final String FIND_EXPIRED = """
            SELECT hash FROM {device_codes} WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY""";

    private static final String DELETE = "DELETE FROM {device_codes} WHERE hash IN ({hashes})";

    private final Database database;
    private final RowMapper<DeviceCode> codeRow;

    SqlDeviceCodes(Database database) {
        this.database = database;
        this.codeRow = DeviceCodeRow.mapper(database.dialect());
    }

    @Override
    public InsertResult add(DeviceCode code, int maximum) {
        return database.write("start a device authorization", session -> add(session, code, maximum));
    }

    private static InsertResult add(Session session, DeviceCode code, int maximum) throws SQLException {
        long undecided = session.query(
                        COUNT_UNDECIDED, row -> row.getLong(1), code.request().startedAt())
                .get(0);
        if (undecided >= maximum) {
            return InsertResult.LIMIT_REACHED;
        }
        try {
            DeviceCodeRow.insert(session, code);
            return InsertResult.ADDED;
        } catch (SQLException e) {
            if (session.dialect().isDuplicate(e)) {
                return InsertResult.DUPLICATE;
            }
            throw e;
        }
    }

    @Override
    public Optional<DeviceCode> find(TokenHash hash) {
        return database.read(
                "find a device code",
                session -> session.query(FIND, codeRow, hash.bytes()).stream().findFirst());
    }

    @Override
    public Optional<DeviceCode> find(String userCode) {
        return database.read(
                "find a user code",
                session -> session.query(FIND_BY_USER_CODE, codeRow, userCode).stream()
                        .findFirst());
    }

    @Override
    public boolean approve(String userCode, TokenRequest approved, Instant now) {
        return database.write("approve a device", session -> DeviceCodeRow.approve(session, userCode, approved, now));
    }

    @Override
    public boolean deny(String userCode, Instant now) {
        return database.write("deny a device", session -> session.update(DENY, userCode, now) == 1);
    }

    @Override
    public boolean recordPoll(DeviceCode polled, Instant at, Duration interval) {
        return database.write("record a poll", session -> recordPoll(session, polled, at, interval) == 1);
    }

    private static int recordPoll(Session session, DeviceCode polled, Instant at, Duration interval)
            throws SQLException {
        byte[] hash = polled.hash().bytes();
        long known = polled.interval().toSeconds();
        return polled.polledAt() == null
                ? session.update(FIRST_POLL, at, interval.toSeconds(), hash, known)
                : session.update(LATER_POLL, at, interval.toSeconds(), hash, known, polled.polledAt());
    }

    @Override
    public Redemption.Result redeem(Redemption redemption, ActiveRule rule) {
        try {
            return database.inTransaction("issue a token to a device", session -> redeem(session, redemption, rule));
        } catch (TokenWrites.DuplicateTokenException e) {
            return Redemption.Result.DUPLICATE;
        } catch (UncertainCommitException e) {
            if (ChangeLog.isCommitted(e, () -> isIssued(redemption))) {
                return Redemption.Result.ISSUED;
            }
            throw ChangeLog.notCommitted(e);
        }
    }

    private static Redemption.Result redeem(Session session, Redemption redemption, ActiveRule rule)
            throws SQLException {
        if (session.update(CONSUME, redemption.deviceCode().bytes(), rule.now()) == 0) {
            return Redemption.Result.NOT_APPROVED;
        }
        return switch (insert(session, redemption, rule)) {
            case ADDED -> Redemption.Result.ISSUED;
            case LIMIT_REACHED -> Redemption.Result.LIMIT_REACHED;
            case DUPLICATE -> throw new TokenWrites.DuplicateTokenException();
        };
    }

    private static InsertResult insert(Session session, Redemption redemption, ActiveRule rule) throws SQLException {
        Integer maximum = redemption.maximumTokens();
        if (maximum != null) {
            return TokenWrites.insert(session, redemption.token(), maximum, rule);
        }
        return TokenWrites.insert(session, redemption.token()) ? InsertResult.ADDED : InsertResult.DUPLICATE;
    }

    private boolean isIssued(Redemption redemption) {
        return database.inTransaction("check whether a token was issued to a device", session -> {
            session.query(LOCK, row -> row.getString(1), redemption.deviceCode().bytes());
            return !session.query(
                            JdbcTokenStore.FIND_BY_HASH,
                            row -> row.getString("id"),
                            redemption.token().hash().bytes())
                    .isEmpty();
        });
    }

    /** In a transaction that then changes the tokens of the owner, so that none of these codes issues one afterwards. */
    static void deleteApproved(Session session, String owner) throws SQLException {
        session.update(DELETE_APPROVED, owner);
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        List<byte[]> hashes = database.run(
                "find expired device codes",
                session -> session.query(FIND_EXPIRED, row -> row.getBytes("hash"), now, limit));
        if (hashes.isEmpty()) {
            return 0;
        }
        String sql = DELETE.replace("{hashes}", Session.placeholders(hashes.size()));
        return database.write("delete expired device codes", session -> session.update(sql, hashes.toArray()));
    }
}
