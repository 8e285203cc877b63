package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The result of a scenario. */
final class ScenarioResult {

    private final Cluster cluster;
    private final List<Fault> faults;
    private final int nodes;
    private final int first;
    private final List<CommandResponse> responses = new ArrayList<>();
    private final List<Violation> earlyViolations = new ArrayList<>();
    private int end;
    private int done;
    private int lost;
    private Duration recovered = Duration.ZERO;

    ScenarioResult(Cluster cluster, List<Fault> faults) {
        this.cluster = cluster;
        this.faults = faults;
        this.nodes = cluster.nodes().size();
        this.first = cluster.window().end();
    }

    void end(int token) {
        end = token;
    }

    void add(CommandResponse response, int tokens) {
        responses.add(response);
        done += response.isDone() ? tokens : 0;
    }

    void add(List<Violation> violations) {
        earlyViolations.addAll(violations);
    }

    void addLost() {
        lost++;
    }

    void recovered(Duration after) {
        recovered = after;
    }

    String name() {
        return Fault.names(faults);
    }

    List<Fault> faults() {
        return faults;
    }

    DatabaseKind database() {
        return cluster.database();
    }

    int nodes() {
        return nodes;
    }

    List<CommandResponse> responses() {
        return responses;
    }

    /** How many tokens had a revocation that returned. */
    int revoked() {
        return done;
    }

    int lost() {
        return lost;
    }

    Duration recovered() {
        return recovered;
    }

    /** The longest time from a commit to the return of its revocation; zero if the fault changed the wall clock. */
    Duration longestAfterCommit() {
        return responses.stream()
                .map(this::afterCommit)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The revocations that took longer than this after their commit. */
    List<CommandResponse> slowerThan(Duration limit) {
        return responses.stream()
                .filter(response -> afterCommit(response).compareTo(limit) > 0)
                .toList();
    }

    /** Excludes the time in which the process could not run. */
    private Duration afterCommit(CommandResponse response) {
        boolean stepped = faults.stream().anyMatch(fault -> fault.has(Fault.Trait.STEPS_CLOCK));
        Duration time = response.waited().afterCommit().minus(response.waited().stalled());
        return stepped || time.isNegative() ? Duration.ZERO : time;
    }

    /** Checks what the nodes have observed of the tokens of this scenario until now. */
    CheckResult checkResult() {
        CheckResult checkResult = HistoryChecker.check(cluster.tokens().subList(first, end), cluster.histories());
        checkResult.add(earlyViolations);
        return checkResult;
    }
}
