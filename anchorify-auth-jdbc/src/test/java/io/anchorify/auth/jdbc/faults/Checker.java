package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares what all nodes saw of a trial with when its token was revoked. */
final class Checker {

    private Checker() {}

    static Tally check(Collection<Trial> trials, Collection<History> histories) {
        Tally tally = new Tally();
        for (Trial trial : trials) {
            check(trial, histories, tally);
        }
        return tally;
    }

    private static void check(Trial trial, Collection<History> histories, Tally tally) {
        long began = Seen.NEVER;
        long returned = Seen.NEVER;
        for (History history : histories) {
            began = Math.min(began, history.revocationBegan(trial.number()));
            returned = Math.min(returned, history.revocationReturned(trial.number()));
        }
        for (History history : histories) {
            Seen seen = history.seen(trial.number());
            tally.add(seen);
            tally.add(violations(trial, history.node(), seen, began, returned));
        }
        if (returned != Seen.NEVER) {
            tally.addRevoked();
        }
    }

    private static List<Violation> violations(Trial trial, String node, Seen seen, long began, long returned) {
        List<Violation> violations = new ArrayList<>();
        if (seen.lastAcceptBegan() > returned && !trial.lost()) {
            violations.add(new Violation(
                    Violation.Kind.ACCEPTED_AFTER_REVOCATION,
                    trial.number(),
                    node,
                    Duration.ofNanos(seen.lastAcceptBegan() - returned)));
        }
        if (seen.firstRefusalEnded() < began && !trial.revokedBefore()) {
            violations.add(new Violation(
                    Violation.Kind.REFUSED_BEFORE_REVOCATION,
                    trial.number(),
                    node,
                    Duration.ofNanos(began - seen.firstRefusalEnded())));
        }
        return violations;
    }
}
