package io.anchorify.auth;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
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

/** Sees all that happens, and says whether it keeps the promise. The first violation ends the run. */
final class SimJudge {

    private final SimScheduler scheduler;
    private final SimDatabase database;
    private final boolean strict;
    private final Map<SimThread, ChangeRecord> changes = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<UUID> missedInVain = new HashSet<>();
    private final Set<UUID> over = new HashSet<>();
    private final Set<UUID> denied = new HashSet<>();
    private @Nullable String violation;
    private int accepted;
    private int refused;
    private int undecided;
    private int returned;

    SimJudge(SimScheduler scheduler, SimDatabase database, boolean strict) {
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

    int refused() {
        return refused;
    }

    int undecided() {
        return undecided;
    }

    int returned() {
        return returned;
    }

    /** A change is sent to the store by the running thread. */
    void begins(ChangeRecord change, Predicate<Token> meant) {
        changes.put(scheduler.running(), change);
        calls.add(new Call(change.uid(), meant));
    }

    /** Somebody asks the database about a change again although the last answer was that it is not there. */
    void missedInVain(UUID change) {
        missedInVain.add(change);
    }

    /** A call that revokes has returned, in the running thread. */
    void returns() {
        returned++;
        ChangeRecord change = Objects.requireNonNull(changes.get(scheduler.running()));
        over.add(change.uid());
        if (missedInVain.contains(change.uid())) {
            violated("A call returned normally although it had been told that its change was not there");
        }
        boolean known = database.primary().knows(change.uid());
        if (!known && database.failovers() == 0) {
            violated("A call returned normally, and its change is not there");
        }
        calls.stream().filter(one -> one.change.equals(change.uid())).forEach(one -> one.stands = known);
    }

    /** A call that revokes has failed, in the running thread. */
    void fails(TokenStoreException failure) {
        ChangeRecord change = changes.get(scheduler.running());
        if (change != null) {
            over.add(change.uid());
        }
        boolean saysLost = String.valueOf(failure.getMessage()).contains("has lost a change");
        if (strict && saysLost && change != null && isInFeed(change) && database.failovers() == 0) {
            violated("A change was called lost that is there");
        }
    }

    /** Whether nobody waits for a change any more. */
    boolean isOver(UUID change) {
        return over.contains(change);
    }

    /** A store has said that a change was not made. */
    void denied(ChangeRecord change) {
        denied.add(change.uid());
    }

    /** A change is committed. */
    void committed(ChangeRecord change) {
        if (denied.contains(change.uid())) {
            violated("A change was committed after its store had said that it was not made");
        }
    }

    /** Another server has taken over: what it does not have is lost, and that is documented. */
    void failedOver() {
        for (Call call : calls) {
            call.stands = call.stands && database.primary().knows(call.change);
        }
    }

    /** What stands when a request begins: it has to be refused if that still stands when it ends. */
    List<Call> standing(SimToken token) {
        return calls.stream().filter(one -> one.stands && one.concerns(token)).toList();
    }

    void answered(SimToken token, List<Call> standing, Authentication answer) {
        if (answer instanceof Authenticated) {
            accepted++;
            if (standing.stream().anyMatch(one -> one.stands)) {
                violated("A request for " + token + " began after its revocation had returned, and was accepted");
            }
            return;
        }
        refused++;
        if (answer != Rejected.REVOKED) {
            violated("A request for " + token + " was answered with " + answer);
        }
        if (calls.stream().noneMatch(one -> one.concerns(token))) {
            violated("A request for " + token + " was refused before anybody revoked it");
        }
    }

    void notAnswered() {
        undecided++;
    }

    private boolean isInFeed(ChangeRecord change) {
        return !database.primary().nodes(List.of(change.uid())).numbers().isEmpty();
    }

    void violated(String what) {
        violation = what;
        scheduler.end();
    }

    /** A call that revokes. */
    static final class Call {

        private final UUID change;
        private final Predicate<Token> meant;
        /** It has returned, and the server that is the primary now has it. */
        private boolean stands;

        Call(UUID change, Predicate<Token> meant) {
            this.change = change;
            this.meant = meant;
        }

        private boolean concerns(SimToken token) {
            return meant.test(token.row().token());
        }
    }
}
