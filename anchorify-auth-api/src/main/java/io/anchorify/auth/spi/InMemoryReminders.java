package io.anchorify.auth.spi;

import io.anchorify.auth.Token;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tokens were claimed for a reminder, and for which their owners were reminded. Guarded by the lock of the store. */
final class InMemoryReminders {

    private final Map<String, ReminderClaim> claims = new HashMap<>();
    /** How long before the expiry of a token its owner was last reminded. */
    private final Map<String, Duration> reminded = new HashMap<>();

    /** Whether the owner of an active token is to be reminded. */
    boolean isDue(Token token, Duration before, ActiveRule rule) {
        Duration last = reminded.get(token.id());
        ReminderClaim claim = claims.get(token.id());
        return token.successorId() == null
                && token.expiresAt() != null
                && token.expiresAt().isBefore(rule.now().plus(before))
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
