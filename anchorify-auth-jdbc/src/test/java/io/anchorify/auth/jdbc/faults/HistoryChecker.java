package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares what all nodes observed of a token with the time of its revocation. */
final class HistoryChecker {

    private HistoryChecker() {}

    static CheckResult check(Collection<TestToken> tokens, Collection<History> histories) {
        CheckResult checkResult = new CheckResult();
        for (TestToken token : tokens) {
            check(token, histories, checkResult);
        }
        return checkResult;
    }

    private static void check(TestToken token, Collection<History> histories, CheckResult checkResult) {
        long began = Observations.NEVER;
        long returned = Observations.NEVER;
        for (History history : histories) {
            began = Math.min(began, history.revocationBegan(token.number()));
            returned = Math.min(returned, history.revocationReturned(token.number()));
        }
        for (History history : histories) {
            Observations seen = history.seen(token.number());
            checkResult.add(seen);
            checkResult.add(violations(token, history.node(), seen, began, returned));
        }
        if (returned != Observations.NEVER) {
            checkResult.addRevoked();
        }
    }

    private static List<Violation> violations(
            TestToken token, String node, Observations seen, long began, long returned) {
        List<Violation> violations = new ArrayList<>();
        if (seen.lastAcceptBegan() > returned && !token.lost()) {
            violations.add(new Violation(
                    Violation.Kind.ACCEPTED_AFTER_REVOCATION,
                    token.number(),
                    node,
                    Duration.ofNanos(seen.lastAcceptBegan() - returned)));
        }
        if (seen.firstRefusalEnded() < began && !token.revokedBefore()) {
            violations.add(new Violation(
                    Violation.Kind.REFUSED_BEFORE_REVOCATION,
                    token.number(),
                    node,
                    Duration.ofNanos(began - seen.firstRefusalEnded())));
        }
        return violations;
    }
}
