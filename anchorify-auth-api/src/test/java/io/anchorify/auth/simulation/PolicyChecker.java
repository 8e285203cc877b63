package io.anchorify.auth.simulation;

import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that a token ends when the policy ends it, and not before. */
final class PolicyChecker {

    /** For how long a node may remember that a token was idle: a slow reply, and the age of a negative entry. */
    private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

    private final DeterministicScheduler scheduler;
    private final ReplicatedDatabase database;
    private final TokenLimits limits;
    private final List<LastUses> history = new ArrayList<>();

    PolicyChecker(DeterministicScheduler scheduler, ReplicatedDatabase database, TokenLimits limits) {
        this.scheduler = scheduler;
        this.database = database;
        this.limits = limits;
    }

    /** The last-used times in the database have changed. */
    void usesChanged() {
        Map<String, Instant> uses = database.primary().tokens().matching(token -> true).stream()
                .collect(Collectors.toMap(Token::id, PolicyChecker::lastUse));
        history.add(new LastUses(scheduler.now(), uses));
    }

    /** Whether no node may accept a request, even if its monotonic clock is slow. */
    boolean hasEnded(RequestStart request) {
        Instant latest = request.wall().minusNanos(HistoryChecker.drift(request.at()));
        Token token = request.token().row().token();
        Instant lastUse = uses(request.token(), Long.MIN_VALUE)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return isReached(limits.latestEnd(token.createdAt()), latest)
                || isReached(token.expiresAt(), latest)
                || isReached(limits.idleEnd(lastUse), latest);
    }

    /** Whether a node may give this reason now, even if its monotonic clock is fast. */
    boolean explains(RejectionReason reason, RequestStart request) {
        Instant earliest =
                request.host().wall().plus(HistoryChecker.TOLERANCE).plusNanos(HistoryChecker.drift(scheduler.now()));
        Token token = request.token().row().token();
        boolean punctual = request.host().isPunctual();
        return switch (reason) {
            case TOO_OLD -> isReached(limits.latestEnd(token.createdAt()), punctual ? earliest : Instant.MAX);
            case EXPIRED -> isReached(token.expiresAt(), punctual ? earliest : Instant.MAX);
            case IDLE ->
                isReached(
                        limits.idleEnd(uses(request.token(), request.at() - REMEMBERED)
                                .min(Comparator.naturalOrder())
                                .orElseThrow()),
                        earliest);
            default -> false;
        };
    }

    private static boolean isReached(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }

    /** The last-used times that the database had since a time, the first one included. */
    private Stream<Instant> uses(SimulatedToken token, long since) {
        Instant first = lastUse(token.row().token());
        Function<LastUses, Instant> use = uses -> uses.byId.getOrDefault(token.id(), first);
        List<LastUses> later = history.stream().filter(uses -> uses.at >= since).toList();
        Stream<Instant> before = later.size() == history.size()
                ? Stream.of(first)
                : Stream.of(use.apply(history.get(history.size() - later.size() - 1)));
        return Stream.concat(before, later.stream().map(use));
    }

    private static Instant lastUse(Token token) {
        return token.lastUsedAt() == null ? token.createdAt() : token.lastUsedAt();
    }

    private record LastUses(long at, Map<String, Instant> byId) {}
}
