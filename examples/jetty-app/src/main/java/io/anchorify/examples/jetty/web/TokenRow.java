package io.anchorify.examples.jetty.web;

import io.anchorify.auth.Token;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token as a row of the dashboard.
 *
 * @param id its public id
 * @param label what to call it
 * @param named whether its owner gave it that label
 * @param created when it was issued
 * @param lastUsed when it was used last, or {@code null}
 * @param ended when it was revoked or expired, or {@code null}
 * @param endedHow which of the two
 */
public record TokenRow(
        String id,
        String label,
        boolean named,
        Moment created,
        @Nullable Moment lastUsed,
        @Nullable Moment ended,
        String endedHow) {

    static TokenRow of(Token token, Instant now) {
        boolean revoked = token.revokedAt() != null;
        return new TokenRow(
                token.id(),
                Objects.requireNonNullElse(token.label(), "Unnamed token"),
                token.label() != null,
                Objects.requireNonNull(Moment.of(token.createdAt(), now)),
                Moment.of(token.lastUsedAt(), now),
                Moment.of(revoked ? token.revokedAt() : token.expiresAt(), now),
                revoked ? "Revoked" : "Expired");
    }
}
