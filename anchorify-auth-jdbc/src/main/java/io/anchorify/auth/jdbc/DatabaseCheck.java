package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.RevocationDetails;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Verifies that the database keeps what it has acknowledged, and that it stores and compares texts exactly. Settings of the
 * server, the database, the user, the connection and the columns all play a part, so a token is written, read, revoked and
 * removed again in one transaction, which no other transaction sees.
 */
final class DatabaseCheck {

    private static final Logger LOGGER = System.getLogger(DatabaseCheck.class.getName());

    private static final String FIND_BY_ID = "SELECT id FROM {tokens} WHERE id IN (?, ?)";

    private static final String FIND_BY_OWNER = "SELECT id FROM {tokens} WHERE owner IN ({owners})";

    private static final String EMPTY_IS_NULL = "SELECT position FROM {head} WHERE '' IS NULL";

    private static final String DELETE = "DELETE FROM {tokens} WHERE id = ?";

    private static final int MAX_OWNER_LENGTH = 255;
    private static final int MAX_LABEL_LENGTH = 100;
    private static final Instant TIME = Instant.parse("2024-02-29T23:59:59.999999Z");

    private static final String EMOJI = "\uD83D\uDE00";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final boolean lostCommitsAllowed;

    DatabaseCheck(Database database, boolean lostCommitsAllowed) {
        this.database = database;
        this.lostCommitsAllowed = lostCommitsAllowed;
    }

    /**
     * Throws if the database must not be used, and logs what endangers only commits before a power failure.
     *
     * @throws TokenStoreException with a sentence that names the setting, and says what to do
     */
    void verify() {
        database.run("verify its settings", session -> session.dialect().problems(session))
                .forEach(this::report);
        verifyTexts();
    }

    private void report(SettingProblem problem) {
        switch (problem.kind()) {
            case UNSUPPORTED -> throw new TokenStoreException(problem.description() + ". " + problem.remedy(), null);
            case LOST_IN_CRASH -> refuseUnlessAllowed(problem);
            case LOST_IN_POWER_FAILURE -> warnUnlessAllowed(problem);
        }
    }

    private void refuseUnlessAllowed(SettingProblem problem) {
        if (!lostCommitsAllowed) {
            throw new TokenStoreException(
                    problem.description()
                            + ", so the database loses acknowledged changes when its process is killed, and a revoked token"
                            + " can become active again. " + problem.remedy()
                            + ", or accept this with JdbcTokenStore.allowLostCommits()",
                    null);
        }
    }

    private void warnUnlessAllowed(SettingProblem problem) {
        if (!lostCommitsAllowed) {
            LOGGER.log(
                    Level.WARNING,
                    "{0}, so a power failure can make a revoked token active again. {1}",
                    problem.description(),
                    problem.remedy());
        }
    }

    private void verifyTexts() {
        database.inTransaction("verify how it stores tokens", session -> {
            try {
                return verifyTexts(session);
            } catch (SQLException e) {
                if (isConnectionFailure(e) || session.dialect().isDeadlock(e)) {
                    throw e;
                }
                throw new TokenStoreException(
                        "The token database rejected a test: " + Database.reason(e)
                                + ". Its encoding must be UTF-8, it must not be read-only, and its user needs SELECT, INSERT,"
                                + " UPDATE and DELETE on the tables",
                        e);
            }
        });
    }

    private static boolean verifyTexts(Session session) throws SQLException {
        Dialect dialect = session.dialect();
        StoredToken stored = longestToken();
        Token token = stored.token();
        dialect.insert(session, stored);
        List<StoredToken> found =
                session.query(JdbcTokenStore.FIND, TokenRow.mapper(dialect), token.owner(), token.id());
        if (!found.equals(List.of(stored))) {
            throw new TokenStoreException(
                    session.nameIn(
                                    "The table {tokens} does not return a token as it was stored. Compare its columns with "
                                            + "the scripts in ")
                            + SchemaScript.folder(dialect),
                    null);
        }
        Object[] owners = similarTexts(token.owner()).toArray();
        requireNone(
                session, "an owner", FIND_BY_OWNER.replace("{owners}", Session.placeholders(owners.length)), owners);
        requireNone(session, "an id", FIND_BY_ID, swapCase(token.id()), token.id() + " ");
        if (!session.query(EMPTY_IS_NULL, row -> row.getLong(1)).isEmpty()) {
            throw new TokenStoreException(
                    "The database treats empty texts as NULL. Change its mode (MariaDB: EMPTY_STRING_IS_NULL, H2: Oracle)",
                    null);
        }
        TokenWrites.revoke(session, token.owner(), token.id(), RevocationDetails.at(TIME));
        return session.update(DELETE, token.id()) == 1;
    }

    private static void requireNone(Session session, String what, String sql, Object... parameters)
            throws SQLException {
        if (!session.query(sql, row -> row.getString("id"), parameters).isEmpty()) {
            throw new TokenStoreException(
                    session.nameIn("The table {tokens} does not distinguish all texts: it finds ") + what
                            + " that was never stored. " + session.dialect().exactTexts(),
                    null);
        }
    }

    /** A token whose texts are as long as the library allows, in characters of four bytes. */
    private static StoredToken longestToken() {
        String id = "aZ" + UUID.randomUUID().toString().replace("-", "_");
        String start = id + "Ada \u00e9 1";
        String owner = start + EMOJI.repeat(MAX_OWNER_LENGTH - start.length());
        byte[] hash = new byte[TokenHash.LENGTH];
        RANDOM.nextBytes(hash);
        Token token = Token.builder(id, owner, TIME)
                .label(EMOJI.repeat(MAX_LABEL_LENGTH))
                .scopes(Set.of("test"))
                .expiresAt(TIME)
                .lastUsedAt(TIME)
                .build();
        return new StoredToken(token, TokenHash.of(hash));
    }

    /** Texts that collations are known to treat as equal. */
    private static Stream<String> similarTexts(String owner) {
        return Stream.of(
                swapCase(owner),
                owner + " ",
                owner.replace(" ", ""),
                owner.replace("\u00e9", "e\u0301"),
                owner.replace("\u00e9", "e"),
                owner.replace(" 1", " 01"),
                owner.replace(" 1", " \uFF11"),
                owner.replace("Ada", "A\u00ADda"),
                owner.replace(EMOJI, "\uD83D\uDE01"));
    }

    private static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .forEach(swapped::appendCodePoint);
        return swapped.toString();
    }

    private static boolean isConnectionFailure(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08");
    }
}
