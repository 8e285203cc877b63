package io.anchorify.auth.spi;

import io.anchorify.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which tokens were claimed for a reminder, and for which their owners were reminded. Guarded by the lock of the store. */
final class InMemoryReminders {

    static final Comparator<Token> BY_EXPIRY =
            Comparator.comparing(InMemoryReminders::expiry).thenComparing(Token::id);

    private final Map<String, ReminderClaim> claims = new HashMap<>();
    /** How long before the expiry of a token its owner was last reminded. */
    private final Map<String, Duration> reminded = new HashMap<>();

    static boolean expiresWithin(Duration before, Token token, ActiveRule rule) {
        return token.expiresAt() != null
                && token.expiresAt().isAfter(rule.now())
                && token.expiresAt().isBefore(rule.now().plus(before));
    }

    static boolean isAfter(ExpiringPage.Position position, Token token) {
        int time = expiry(token).compareTo(position.expiresAt());
        return time > 0 || (time == 0 && token.id().compareTo(position.id()) > 0);
    }

    /** Where a page ended, unless it is the last one. */
    static ExpiringPage.@Nullable Position end(List<Token> examined, int limit) {
        if (examined.size() < limit) {
            return null;
        }
        Token last = examined.get(limit - 1);
        return new ExpiringPage.Position(expiry(last), last.id());
    }

    private static Instant expiry(Token token) {
        return Objects.requireNonNull(token.expiresAt());
    }

    /** Whether the owner of an active token is to be reminded. */
    boolean isDue(Token token, Duration before, ActiveRule rule) {
        Duration last = reminded.get(token.id());
        ReminderClaim claim = claims.get(token.id());
        return token.successorId() == null
                && expiresWithin(before, token, rule)
                && (last == null || last.compareTo(before) > 0)
                && (claim == null || !claim.until().isAfter(rule.now()));
    }

    void claim(String tokenId, ReminderClaim claim) {
        claims.put(tokenId, claim);
    }

    boolean confirm(String tokenId, ReminderClaim claim) {
        @Nullable ReminderClaim current = claims.get(tokenId);
        if (current == null || !current.id().equals(claim.id())) {
            return false;
        }
        claims.remove(tokenId);
        reminded.put(tokenId, claim.before());
        return true;
    }

    void remove(String tokenId) {
        claims.remove(tokenId);
        reminded.remove(tokenId);
    }
}
