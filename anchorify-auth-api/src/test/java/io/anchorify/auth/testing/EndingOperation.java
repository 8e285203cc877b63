package io.anchorify.auth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Revocation;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The operations that end a token. When one returns, no node accepts the token. */
public enum EndingOperation {
    REVOKE(RejectionReason.REVOKED) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            Revocation revocation = tokens.revoke(token.token().owner(), token.id(), "admin", "leaked");
            assertThat(revocation.outcome()).isEqualTo(Revocation.Outcome.REVOKED);
            return Objects.requireNonNull(revocation.receipt());
        }
    },
    REVOKE_ALL(RejectionReason.REVOKED) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            return Objects.requireNonNull(
                    tokens.revokeAll(token.token().owner()).receipt());
        }
    },
    REVOKE_ALL_EXCEPT(RejectionReason.REVOKED) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            return Objects.requireNonNull(tokens.revokeAllExcept(token.token().owner(), "another", "admin", null)
                    .receipt());
        }
    },
    REVOKE_QUERY(RejectionReason.REVOKED) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            return Objects.requireNonNull(
                    tokens.revoke(TokenQuery.all(), "admin", "cleaning up").receipt());
        }
    },
    ROTATE_WITHOUT_GRACE(RejectionReason.SUPERSEDED) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            return Objects.requireNonNull(tokens.rotate(token.token().owner(), token.id(), Duration.ZERO)
                    .receipt());
        }
    },
    IMPORT(RejectionReason.REVOKED) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            List<StoredToken> rows = new ArrayList<>();
            tokens.exportTokens(row -> {
                if (row.token().id().equals(token.id())) {
                    rows.add(revoked(row));
                }
            });
            var result = tokens.importTokens(sink -> rows.forEach(sink::add));
            assertThat(result.counts()).isEqualTo(new ImportCounts(0, 1, 0));
            return result.receipt();
        }
    },
    ERASE(RejectionReason.UNKNOWN) {
        @Override
        public Receipt end(TokenService tokens, IssuedToken token) {
            return Objects.requireNonNull(tokens.erase(token.token().owner()).receipt());
        }
    };

    private final RejectionReason reason;

    EndingOperation(RejectionReason reason) {
        this.reason = reason;
    }

    /** Ends the token, and perhaps others. */
    public abstract Receipt end(TokenService tokens, IssuedToken token);

    /** Why the token is rejected afterwards. */
    public RejectionReason reason() {
        return reason;
    }

    private static StoredToken revoked(StoredToken row) {
        Token token = row.token();
        return new StoredToken(token.toBuilder().revokedAt(token.createdAt()).build(), row.hash());
    }
}
