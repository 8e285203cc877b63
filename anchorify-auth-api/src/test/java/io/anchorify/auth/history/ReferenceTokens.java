package io.anchorify.auth.history;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tokens of one owner, without caches, nodes and concurrency. */
final class ReferenceTokens {

    private final TokenPolicy policy;
    private final Map<String, ReferenceToken> byId = new LinkedHashMap<>();

    ReferenceTokens(TokenPolicy policy) {
        this.policy = policy;
    }

    /** The tokens in the order of a list: the newest first. */
    List<ReferenceToken> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(ReferenceToken::createdAt)
                        .thenComparing(ReferenceToken::id)
                        .reversed())
                .toList();
    }

    boolean mayIssue(Instant now) {
        Integer maximum = policy.maximumTokens();
        return maximum == null
                || all().stream()
                                .filter(token -> token.successorId == null && isActive(token, now))
                                .count()
                        < maximum;
    }

    void issued(IssuedToken token, @Nullable Duration lifetime, @Nullable String label) {
        Duration allowed = lifetime == null ? defaultLifetime() : lifetime;
        Instant createdAt = token.token().createdAt();
        byId.put(token.id(), new ReferenceToken(token, allowed == null ? null : createdAt.plus(allowed), label));
    }

    private @Nullable Duration defaultLifetime() {
        return policy.defaultLifetime() == null ? policy.maximumLifetime() : policy.defaultLifetime();
    }

    /** Why a token cannot be rotated, or {@code null} if it can. */
    RotationException.@Nullable Reason rotationProblem(ReferenceToken token, Instant now) {
        if (token.successorId != null) {
            return RotationException.Reason.ALREADY_ROTATED;
        }
        return isActive(token, now) ? null : RotationException.Reason.ENDED;
    }

    void rotated(ReferenceToken token, IssuedToken successor, Duration grace) {
        Instant now = successor.token().createdAt();
        Duration lifetime = token.expiresAt == null ? null : Duration.between(token.createdAt(), token.expiresAt);
        if (policy.maximumLifetime() != null
                && (lifetime == null || lifetime.compareTo(policy.maximumLifetime()) > 0)) {
            lifetime = policy.maximumLifetime();
        }
        issued(successor, null, token.label);
        byId.get(successor.id()).expiresAt = lifetime == null ? null : now.plus(lifetime);
        token.successorId = successor.id();
        Instant end = now.plus(grace);
        token.expiresAt = token.expiresAt != null && token.expiresAt.isBefore(end) ? token.expiresAt : end;
        token.revokedAt = grace.isZero() ? now : null;
    }

    /** Returns how many tokens were not revoked before. */
    int revoke(Predicate<ReferenceToken> selected, Instant now) {
        List<ReferenceToken> revoked = all().stream()
                .filter(selected.and(token -> token.revokedAt == null))
                .toList();
        revoked.forEach(token -> token.revokedAt = now);
        return revoked.size();
    }

    int erase() {
        int erased = byId.size();
        byId.clear();
        return erased;
    }

    void purge(Instant endedBefore) {
        byId.values()
                .removeIf(token -> isBefore(token.revokedAt, endedBefore) || isBefore(token.expiresAt, endedBefore));
    }

    List<ReferenceToken> snapshot() {
        List<ReferenceToken> copies = new ArrayList<>();
        byId.values().forEach(token -> copies.add(new ReferenceToken(token)));
        return copies;
    }

    /** An import of an earlier state only brings back tokens that are gone. */
    void restore(List<ReferenceToken> earlier) {
        earlier.forEach(token -> byId.putIfAbsent(token.id(), new ReferenceToken(token)));
    }

    boolean isActive(ReferenceToken token, Instant now) {
        return token.state(now, policy) == TokenState.ACTIVE;
    }

    private static boolean isBefore(@Nullable Instant time, Instant limit) {
        return time != null && time.isBefore(limit);
    }
}
