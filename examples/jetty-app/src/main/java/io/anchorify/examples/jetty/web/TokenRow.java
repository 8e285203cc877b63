package io.anchorify.examples.jetty.web;

import io.anchorify.auth.Token;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table row of the dashboard.
 *
 * @param id its public id
 * @param label the label, or a placeholder
 * @param named whether the token has a label
 * @param created when it was issued
 * @param lastUsed when it was used last, or {@code null}
 * @param ended when it was revoked or expired, or {@code null}
 * @param endedHow Revoked or Expired
 */
public record TokenRow(
        String id,
        String label,
        boolean named,
        DisplayTime created,
        @Nullable DisplayTime lastUsed,
        @Nullable DisplayTime ended,
        String endedHow) {

    static TokenRow of(Token token, Instant now) {
        boolean revoked = token.revokedAt() != null;
        return new TokenRow(
                token.id(),
                Objects.requireNonNullElse(token.label(), "Unnamed token"),
                token.label() != null,
                Objects.requireNonNull(DisplayTime.of(token.createdAt(), now)),
                DisplayTime.of(token.lastUsedAt(), now),
                DisplayTime.of(revoked ? token.revokedAt() : token.expiresAt(), now),
                revoked ? "Revoked" : "Expired");
    }
}
