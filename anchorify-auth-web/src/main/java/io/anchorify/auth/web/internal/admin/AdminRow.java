package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ShortId;
import io.anchorify.auth.web.internal.text.DisplayTime;
import io.anchorify.auth.web.internal.text.Texts;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token in a table.
 *
 * @param token the token
 * @param label its label, or a placeholder
 * @param state the name of its state, for texts
 * @param created when it was issued
 * @param lastUsed when it was used last, or {@code null}
 * @param expires when an active token stops working, or {@code null}
 * @param ended when it ended, or {@code null} if it is active or the policy of the service ended it
 * @param refused when it was last presented after its end, or {@code null}
 */
public record AdminRow(
        Token token,
        String label,
        String state,
        DisplayTime created,
        @Nullable DisplayTime lastUsed,
        @Nullable DisplayTime expires,
        @Nullable DisplayTime ended,
        @Nullable DisplayTime refused) {

    static AdminRow of(Token token, Exchange exchange) {
        Texts t = exchange.texts();
        Instant now = exchange.now();
        TokenState state = exchange.tokens().state(token);
        boolean isActive = state == TokenState.ACTIVE;
        return new AdminRow(
                token,
                Objects.requireNonNullElse(token.label(), t.get("admin.unnamed")),
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                DisplayTime.at(token.createdAt(), now, t),
                DisplayTime.of(token.lastUsedAt(), now, t),
                DisplayTime.of(isActive ? token.expiresAt() : null, now, t),
                DisplayTime.of(endOf(token, state), now, t),
                DisplayTime.of(isActive ? null : token.lastRefusedAt(), now, t));
    }

    private static @Nullable Instant endOf(Token token, TokenState state) {
        return switch (state) {
            case ACTIVE, TOO_OLD, IDLE -> null;
            case REVOKED -> token.revokedAt();
            case EXPIRED -> token.expiresAt();
            case SUPERSEDED ->
                Stream.of(token.revokedAt(), token.expiresAt())
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null);
        };
    }

    public boolean isActive() {
        return state.equals("active");
    }

    /** The first characters of the id, which the command also shows. */
    public String shortId() {
        return ShortId.of(token.id());
    }
}
