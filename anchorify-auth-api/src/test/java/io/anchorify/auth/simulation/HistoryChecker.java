package io.anchorify.auth.simulation;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Rotation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.Succession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Observes everything that happens in a run, and checks it against the promise. The first violation ends the run. */
final class HistoryChecker {

    /** For a few stalls between two readings of the clocks, which end a token earlier. */
    static final Duration TOLERANCE = Duration.ofMillis(200);

    private final DeterministicScheduler scheduler;
    private final ReplicatedDatabase database;
    private final boolean strict;
    private final PolicyChecker policy;
    /** The changes that each thread has sent: one, or one per batch. */
    private final Map<SimulatedThread, List<SentChange>> sent = new HashMap<>();

    private final List<SentChange> changes = new ArrayList<>();
    private final List<SentChange> rotations = new ArrayList<>();
    private final Set<UUID> askedAgain = new HashSet<>();
    private final Set<UUID> finished = new HashSet<>();
    private final Set<UUID> reportedNotMade = new HashSet<>();
    private @Nullable String violation;
    private int accepted;
    private int rejected;
    private int undecided;
    private int returned;

    HistoryChecker(DeterministicScheduler scheduler, ReplicatedDatabase database, TokenLimits limits, boolean strict) {
        this.strict = strict;
        this.scheduler = scheduler;
        this.database = database;
        this.policy = new PolicyChecker(scheduler, database, limits);
    }

    /** How much a monotonic clock gains or loses in a time: up to 10 %. */
    static long drift(long nanos) {
        return nanos / 10;
    }

    @Nullable
    String violation() {
        return violation;
    }

    int accepted() {
        return accepted;
    }

    int rejected() {
        return rejected;
    }

    int undecided() {
        return undecided;
    }

    int returned() {
        return returned;
    }

    /** The running thread sends a change to the store. */
    void changeSent(SentChange change) {
        sent.computeIfAbsent(scheduler.running(), any -> new ArrayList<>()).add(change);
        changes.add(change);
    }

    /** A process asks about a change again although the last reply said that it is missing. */
    void missingChangeAskedAgain(UUID change) {
        askedAgain.add(change);
    }

    /** A call of the running thread has returned normally. */
    void callReturned() {
        returned++;
        endCall().ifPresent(this::putInEffect);
    }

    /** The last change of a call is in effect, and with it all earlier ones. */
    private void putInEffect(SentChange last) {
        if (askedAgain.contains(last.uid())) {
            violated("A call returned normally although its change had been reported as missing");
        }
        boolean known = isKnown(last);
        if (!known && database.failovers() == 0) {
            violated("A call returned normally, and its change is missing");
        }
        last.setInEffect(known);
    }

    /** A call of the running thread has failed. */
    void callFailed(TokenStoreException failure) {
        boolean saysLost = String.valueOf(failure.getMessage()).contains("has lost a change");
        endCall().ifPresent(last -> {
            if (strict && saysLost && isInFeed(last) && database.failovers() == 0) {
                violated("A change was reported as lost, and it is in the feed");
            }
            if (reportedNotMade.contains(last.uid())) {
                requireNoSuccessor(last);
            }
        });
    }

    /**
     * A rotation has returned normally.
     *
     * @param endedBefore the changes that had ended the token when the call began
     * @param closed whether the service was closed during the call
     */
    void rotated(SimulatedToken token, List<SentChange> endedBefore, Rotation rotation, boolean closed) {
        if (rotation.receipt() == null && !closed) {
            violated("A rotation of " + token + " returned without a receipt, and may be lost");
        }
        if (endedBefore.stream().anyMatch(SentChange::isInEffect)) {
            violated("A rotation of " + token + " began after its end, and succeeded");
        }
        SentChange change = lastSent().orElseThrow();
        if (rotation.receipt() == null) {
            endCall();
        } else {
            callReturned();
        }
        rotations.add(change);
        if (rotations.stream()
                        .filter(other -> other.concerns(token) && isKnown(other))
                        .count()
                > 1) {
            violated("Two rotations of " + token + " succeeded");
        }
    }

    /** A rotation of the running thread was refused. */
    void rotationRefused() {
        endCall().ifPresent(this::requireNoSuccessor);
    }

    private void requireNoSuccessor(SentChange change) {
        Succession succession = change.succession();
        if (succession != null
                && database.primary()
                        .tokens()
                        .find(succession.successor().hash())
                        .isPresent()) {
            violated("A rotation was reported as not made, and there is a successor");
        }
    }

    /** Whether the call that made a change has ended. */
    boolean isFinished(UUID change) {
        return finished.contains(change);
    }

    /** A store has reported that a change was not made. */
    void reportedNotMade(ChangeRecord change) {
        reportedNotMade.add(change.uid());
    }

    void committed(SentChange change, List<Token> selected, DatabaseServer server) {
        if (reportedNotMade.contains(change.uid())) {
            violated("A change was committed after its store had reported that it was not made");
        }
        change.committed(selected, server, scheduler.now());
    }

    /** A revocation that the new server does not have is lost, as documented. */
    void failedOver() {
        policy.usesChanged();
        for (SentChange change : changes) {
            change.setInEffect(change.isInEffect() && database.primary().knows(change.uid()));
        }
    }

    void usesChanged() {
        policy.usesChanged();
    }

    /** A request or a rotation begins. */
    RequestStart begin(SimulatedToken token, SimulatedHost host) {
        Instant wall = host.wall();
        List<SentChange> endedBy = changes.stream()
                .filter(change -> change.isInEffect() && change.hasEnded(token, wall, scheduler.now()))
                .toList();
        return new RequestStart(token, host, scheduler.now(), wall, endedBy);
    }

    /** A request must be rejected if a change that had ended its token when it began is still in effect when it ends. */
    void decided(RequestStart request, Authentication answer) {
        if (answer instanceof Authenticated) {
            accepted++;
            if (request.endedBy().stream().anyMatch(SentChange::isInEffect)) {
                violated("A request with " + request.token()
                        + " began after its revocation had returned, and was accepted");
            }
            if (policy.hasEnded(request)) {
                violated("A request with " + request.token() + " began after its end by the policy, and was accepted");
            }
            return;
        }
        rejected++;
        if (!(answer instanceof Rejected rejection) || !isExplained(request, rejection.reason())) {
            violated("A request with " + request.token() + " was answered with " + answer + " for no reason");
        }
    }

    private boolean isExplained(RequestStart request, RejectionReason reason) {
        SimulatedToken token = request.token();
        boolean causeExists = changes.stream().anyMatch(change -> change.reason() == reason && change.concerns(token));
        return causeExists && mayHaveEnded(request)
                || reason == RejectionReason.UNKNOWN && token.isSuccessor() && database.failovers() > 0
                || policy.explains(reason, request);
    }

    /** Whether anything may have ended a token: a rotated one that ends otherwise is superseded all the same. */
    private boolean mayHaveEnded(RequestStart request) {
        return changes.stream().anyMatch(change -> mayHaveEnded(change, request))
                || policy.explains(RejectionReason.EXPIRED, request)
                || policy.explains(RejectionReason.TOO_OLD, request);
    }

    private boolean mayHaveEnded(SentChange change, RequestStart request) {
        return request.host().isPunctual()
                ? change.mayHaveEnded(request.token(), request.host().wall().plus(TOLERANCE), scheduler.now())
                : change.concerns(request.token());
    }

    void undecidedRequest() {
        undecided++;
    }

    void violated(String what) {
        violation = what;
        scheduler.end();
    }

    /** Ends the call of the running thread, and returns its last change, unless it found nothing to change. */
    private Optional<SentChange> endCall() {
        sent.getOrDefault(scheduler.running(), List.of()).forEach(change -> finished.add(change.uid()));
        return lastSent();
    }

    private Optional<SentChange> lastSent() {
        List<SentChange> mine = sent.getOrDefault(scheduler.running(), List.of());
        return mine.isEmpty() ? Optional.empty() : Optional.of(mine.get(mine.size() - 1));
    }

    private boolean isKnown(SentChange change) {
        return database.primary().knows(change.uid());
    }

    private boolean isInFeed(SentChange change) {
        return !database.primary().nodes(List.of(change.uid())).numbers().isEmpty();
    }
}
