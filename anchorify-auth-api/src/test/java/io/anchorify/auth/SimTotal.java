package io.anchorify.auth;

import java.util.ArrayList;
import java.util.List;

/** What many runs came to. */
record SimTotal(long runs, long accepted, long refused, long undecided, long returned, List<String> violations) {

    static final SimTotal NOTHING = new SimTotal(0, 0, 0, 0, 0, List.of());

    static SimTotal of(SimResult result) {
        SimJudge judge = result.judge();
        List<String> violations = result.violation() == null ? List.of() : List.of(result.toString());
        return new SimTotal(1, judge.accepted(), judge.refused(), judge.undecided(), judge.returned(), violations);
    }

    SimTotal plus(SimTotal other) {
        List<String> all = new ArrayList<>(violations);
        all.addAll(other.violations);
        return new SimTotal(
                runs + other.runs,
                accepted + other.accepted,
                refused + other.refused,
                undecided + other.undecided,
                returned + other.returned,
                all);
    }

    @Override
    public String toString() {
        return runs + " runs: " + accepted + " requests were accepted, " + refused + " refused, " + undecided
                + " not answered; " + returned + " revocations returned; " + violations.size() + " violations";
    }
}
