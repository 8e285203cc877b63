package io.anchorify.auth.simulation;

import java.util.List;
import java.util.stream.Stream;

/** The results of many runs. */
record RunSummary(long runs, long accepted, long rejected, long undecided, long returned, List<String> violations) {

    static final RunSummary EMPTY = new RunSummary(0, 0, 0, 0, 0, List.of());

    static RunSummary of(RunResult result) {
        HistoryChecker checker = result.checker();
        List<String> violations = result.violation() == null ? List.of() : List.of(result.toString());
        return new RunSummary(
                1, checker.accepted(), checker.rejected(), checker.undecided(), checker.returned(), violations);
    }

    RunSummary plus(RunSummary other) {
        return new RunSummary(
                runs + other.runs,
                accepted + other.accepted,
                rejected + other.rejected,
                undecided + other.undecided,
                returned + other.returned,
                Stream.concat(violations.stream(), other.violations.stream()).toList());
    }

    @Override
    public String toString() {
        return runs + " runs: " + accepted + " requests accepted, " + rejected + " rejected, " + undecided
                + " undecided; " + returned + " revocations returned; " + violations.size() + " violations";
    }
}
