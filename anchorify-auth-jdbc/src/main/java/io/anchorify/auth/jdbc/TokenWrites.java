package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.Succession;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes of tokens that take several statements, in the transaction of their session. */
final class TokenWrites {

    private static final String INSERT_ATTRIBUTE =
            "INSERT INTO {attributes} (token_id, name, content) VALUES (?, ?, ?)";

    private static final String SUPERSEDE = """
            UPDATE {tokens} SET successor_id = ?, expires_at = CASE WHEN expires_at < ? THEN expires_at ELSE ? END
            WHERE id = ? AND {selected}""";

    private static final String FIND_SUCCESSOR =
            "SELECT successor_id FROM {tokens} WHERE owner = ? AND id = ? AND successor_id IS NOT NULL";

    private TokenWrites() {}

    /** Returns {@code false} if the hash or the id of the token exists. */
    static boolean insert(Session session, StoredToken token) throws SQLException {
        if (!session.dialect().insert(session, token)) {
            return false;
        }
        insertAttributes(session, List.of(token.token()));
        return true;
    }

    /** The lock of the head lets one transaction at a time count tokens and add one. */
    static InsertResult insert(Session session, StoredToken token, int maximum, ActiveRule rule) throws SQLException {
        ChangeLog.lockHead(session);
        TokenSelection counted = TokenSelection.counted(token.token().owner(), rule);
        if (JdbcTokenStore.count(session, counted) >= maximum) {
            return InsertResult.LIMIT_REACHED;
        }
        return insert(session, token) ? InsertResult.ADDED : InsertResult.DUPLICATE;
    }

    /** The rows by which tokens are found by an attribute. */
    static void insertAttributes(Session session, Collection<Token> tokens) throws SQLException {
        if (tokens.stream().allMatch(token -> token.attributes().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = session.prepare(INSERT_ATTRIBUTE)) {
            for (Token token : tokens) {
                for (var attribute : token.attributes().entrySet()) {
                    session.bind(statement, token.id(), attribute.getKey(), attribute.getValue());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /**
     * Ends the predecessor, which locks its row, and adds the successor.
     *
     * @throws DuplicateTokenException to roll back
     */
    static Succession.Result rotate(Session session, Succession succession, ActiveRule rule) throws SQLException {
        Token successor = succession.successor().token();
        String predecessorId = Objects.requireNonNull(successor.predecessorId());
        Instant endsAt = succession.predecessorEndsAt();
        TokenSelection selection = TokenSelection.counted(successor.owner(), rule);
        String supersede = SUPERSEDE.replace("{selected}", selection.condition());
        Object[] parameters = selection.parameters(List.of(successor.id(), endsAt, endsAt, predecessorId));
        if (session.update(supersede, parameters) == 0) {
            return session.query(FIND_SUCCESSOR, row -> true, successor.owner(), predecessorId)
                            .isEmpty()
                    ? Succession.Result.NOT_ACTIVE
                    : Succession.Result.ALREADY_ROTATED;
        }
        if (succession.immediately()) {
            revoke(session, successor.owner(), predecessorId, new RevocationDetails(endsAt, succession.by(), null));
        }
        if (!insert(session, succession.successor())) {
            throw new DuplicateTokenException();
        }
        return Succession.Result.ROTATED;
    }

    static int revoke(Session session, String owner, String id, RevocationDetails details) throws SQLException {
        return session.update(JdbcTokenStore.REVOKE, parameters(details, owner, id));
    }

    /** The parameters of a statement that revokes, which begin with the details. */
    static @Nullable Object[] parameters(RevocationDetails details, Object... others) {
        @Nullable
        Object[] all =
                Arrays.copyOf(new @Nullable Object[] {details.at(), details.by(), details.reason()}, 3 + others.length);
        System.arraycopy(others, 0, all, 3, others.length);
        return all;
    }

    /** The hash or the id of a token exists, so its transaction must not be committed. */
    static final class DuplicateTokenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DuplicateTokenException() {
            super("The hash or the id of a token exists", null, false, false);
        }
    }
}
