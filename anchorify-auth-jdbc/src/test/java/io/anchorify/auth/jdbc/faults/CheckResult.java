package io.anchorify.auth.jdbc.faults;

import java.util.ArrayList;
import java.util.List;

/** What the checker found. */
final class CheckResult {

    private final List<Violation> violations = new ArrayList<>();
    private long checks;
    private long undecided;
    private int revoked;

    void add(Observations seen) {
        checks += seen.checks();
        undecided += seen.undecided();
    }

    void add(List<Violation> found) {
        violations.addAll(found);
    }

    void addRevoked() {
        revoked++;
    }

    /** How many requests were accepted or refused, each of which could have been wrong. */
    long checks() {
        return checks;
    }

    /** How many requests could not be decided. */
    long undecided() {
        return undecided;
    }

    /** How many tokens had a revocation that returned. */
    int revoked() {
        return revoked;
    }

    List<Violation> violations() {
        return violations;
    }
}
