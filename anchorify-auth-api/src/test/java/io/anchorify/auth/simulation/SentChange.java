package io.anchorify.auth.simulation;

import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Token;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.Succession;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change that a call has sent to the store, and the tokens that it ends. */
final class SentChange {

    private final ChangeRecord change;
    private final Predicate<Token> selected;
    private final RejectionReason reason;
    /** What was asked for, which may not be what the store does. */
    private final @Nullable Succession succession;

    private Set<String> ended = Set.of();
    private long committedAt;
    private boolean inEffect;

    private SentChange(
            ChangeRecord change, Predicate<Token> selected, RejectionReason reason, @Nullable Succession succession) {
        this.change = change;
        this.selected = selected;
        this.reason = reason;
        this.succession = succession;
    }

    static SentChange revoking(ChangeRecord change, Predicate<Token> selected) {
        return new SentChange(change, selected, RejectionReason.REVOKED, null);
    }

    static SentChange rotating(ChangeRecord change, Succession succession) {
        String predecessor = String.valueOf(succession.successor().token().predecessorId());
        return new SentChange(change, token -> token.id().equals(predecessor), RejectionReason.SUPERSEDED, succession);
    }

    static SentChange erasing(ChangeRecord change, String owner) {
        return new SentChange(change, token -> token.owner().equals(owner), RejectionReason.UNKNOWN, null);
    }

    ChangeRecord change() {
        return change;
    }

    UUID uid() {
        return change.uid();
    }

    /** Which tokens it may end. */
    Predicate<Token> selected() {
        return selected;
    }

    /** What a request with a token that it has ended is told. */
    RejectionReason reason() {
        return reason;
    }

    @Nullable
    Succession succession() {
        return succession;
    }

    /**
     * It was committed. It has ended those of the tokens that it selected which are not active any more: a batch leaves some.
     *
     * @param candidates what it selected
     * @param server the database after it
     */
    void committed(List<Token> candidates, DatabaseServer server, long now) {
        Set<String> ids = candidates.stream().map(Token::id).collect(Collectors.toSet());
        if (succession == null) {
            server.tokens().matching(token -> token.revokedAt() == null).forEach(token -> ids.remove(token.id()));
        }
        ended = ids;
        committedAt = now;
    }

    /** Whether it has returned, and the current primary has it. */
    boolean isInEffect() {
        return inEffect;
    }

    void setInEffect(boolean inEffect) {
        this.inEffect = inEffect;
    }

    /** Whether it was committed and ends a token, now or after a grace period. */
    boolean concerns(SimulatedToken token) {
        return ended.contains(token.id());
    }

    /** Whether every node has ended a token by a time of its wall clock, even if its monotonic clock is slow. */
    boolean hasEnded(SimulatedToken token, Instant wall, long now) {
        Instant end = graceEnd();
        return concerns(token) && (end == null || !wall.isBefore(end.plusNanos(drift(now))));
    }

    /** Whether a node may have ended a token by a time of its wall clock, if its monotonic clock is fast. */
    boolean mayHaveEnded(SimulatedToken token, Instant wall, long now) {
        Instant end = graceEnd();
        return concerns(token) && (end == null || !wall.isBefore(end.minusNanos(drift(now))));
    }

    /** A node reads the row after the commit, and from then on waits for the end by its monotonic clock. */
    private long drift(long now) {
        return HistoryChecker.drift(now - committedAt);
    }

    private @Nullable Instant graceEnd() {
        return succession == null || succession.immediately() ? null : succession.predecessorEndsAt();
    }
}
