package io.anchorify.auth.simulation;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Observes everything that happens in a run, and checks it against the promise. The first violation ends the run. */
final class HistoryChecker {

    private final DeterministicScheduler scheduler;
    private final ReplicatedDatabase database;
    private final boolean strict;
    /** The last change that each thread has sent. */
    private final Map<SimulatedThread, ChangeRecord> sent = new HashMap<>();

    private final List<RevokeCall> calls = new ArrayList<>();
    private final Set<UUID> askedAgain = new HashSet<>();
    private final Set<UUID> finished = new HashSet<>();
    private final Set<UUID> reportedNotMade = new HashSet<>();
    private @Nullable String violation;
    private int accepted;
    private int rejected;
    private int undecided;
    private int returned;

    HistoryChecker(DeterministicScheduler scheduler, ReplicatedDatabase database, boolean strict) {
        this.strict = strict;
        this.scheduler = scheduler;
        this.database = database;
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
    void changeSent(ChangeRecord change, Predicate<Token> selected) {
        sent.put(scheduler.running(), change);
        calls.add(new RevokeCall(change.uid(), selected));
    }

    /** A process asks about a change again although the last reply said that it is missing. */
    void missingChangeAskedAgain(UUID change) {
        askedAgain.add(change);
    }

    /** A revoke call of the running thread has returned normally. */
    void callReturned() {
        returned++;
        UUID change = Objects.requireNonNull(sent.get(scheduler.running())).uid();
        finished.add(change);
        if (askedAgain.contains(change)) {
            violated("A call returned normally although its change had been reported as missing");
        }
        boolean known = database.primary().knows(change);
        if (!known && database.failovers() == 0) {
            violated("A call returned normally, and its change is missing");
        }
        calls.stream().filter(call -> call.change.equals(change)).forEach(call -> call.inEffect = known);
    }

    /** A revoke call of the running thread has failed. */
    void callFailed(TokenStoreException failure) {
        ChangeRecord change = sent.get(scheduler.running());
        if (change == null) {
            return;
        }
        finished.add(change.uid());
        boolean saysLost = String.valueOf(failure.getMessage()).contains("has lost a change");
        if (strict && saysLost && isInFeed(change) && database.failovers() == 0) {
            violated("A change was reported as lost, and it is in the feed");
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

    void committed(ChangeRecord change) {
        if (reportedNotMade.contains(change.uid())) {
            violated("A change was committed after its store had reported that it was not made");
        }
    }

    /** A revocation that the new server does not have is lost, as documented. */
    void failedOver() {
        for (RevokeCall call : calls) {
            call.inEffect = call.inEffect && database.primary().knows(call.change);
        }
    }

    /** The revocations in effect when a request begins. It must be rejected if one still is when the request ends. */
    List<RevokeCall> inEffect(SimulatedToken token) {
        return calls.stream()
                .filter(call -> call.inEffect && call.concerns(token))
                .toList();
    }

    void decided(SimulatedToken token, List<RevokeCall> inEffectBefore, Authentication answer) {
        if (answer instanceof Authenticated) {
            accepted++;
            if (inEffectBefore.stream().anyMatch(call -> call.inEffect)) {
                violated("A request with " + token + " began after its revocation had returned, and was accepted");
            }
            return;
        }
        rejected++;
        if (!(answer instanceof Rejected rejection) || rejection.reason() != RejectionReason.REVOKED) {
            violated("A request with " + token + " was answered with " + answer);
        }
        if (calls.stream().noneMatch(call -> call.concerns(token))) {
            violated("A request with " + token + " was rejected before the token was revoked");
        }
    }

    void undecidedRequest() {
        undecided++;
    }

    void violated(String what) {
        violation = what;
        scheduler.end();
    }

    private boolean isInFeed(ChangeRecord change) {
        return !database.primary().nodes(List.of(change.uid())).numbers().isEmpty();
    }

    static final class RevokeCall {

        private final UUID change;
        private final Predicate<Token> selected;
        /** Whether it has returned, and the current primary has its change. */
        private boolean inEffect;

        RevokeCall(UUID change, Predicate<Token> selected) {
            this.change = change;
            this.selected = selected;
        }

        private boolean concerns(SimulatedToken token) {
            return selected.test(token.row().token());
        }
    }
}
