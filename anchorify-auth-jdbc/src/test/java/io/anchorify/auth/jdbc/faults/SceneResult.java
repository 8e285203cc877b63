package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a scene came to. */
final class SceneResult {

    private final Cluster cluster;
    private final List<Fault> faults;
    private final int nodes;
    private final int first;
    private final List<Answer> answers = new ArrayList<>();
    private final List<Violation> earlyViolations = new ArrayList<>();
    private int end;
    private int done;
    private int lost;
    private Duration recovered = Duration.ZERO;

    SceneResult(Cluster cluster, List<Fault> faults) {
        this.cluster = cluster;
        this.faults = faults;
        this.nodes = cluster.nodes().size();
        this.first = cluster.board().end();
    }

    void end(int trial) {
        end = trial;
    }

    void add(Answer answer, int tokens) {
        answers.add(answer);
        done += answer.isDone() ? tokens : 0;
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

    Engine engine() {
        return cluster.engine();
    }

    int nodes() {
        return nodes;
    }

    List<Answer> answers() {
        return answers;
    }

    /** How many tokens have had a revocation that returned. */
    int revoked() {
        return done;
    }

    int lost() {
        return lost;
    }

    Duration recovered() {
        return recovered;
    }

    /** The longest that a revocation took after its commit; zero if the clock that would say so was changed. */
    Duration longestAfterCommit() {
        return answers.stream().map(this::afterCommit).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The revocations that took longer than a time after their commit. */
    List<Answer> slowerThan(Duration limit) {
        return answers.stream()
                .filter(answer -> afterCommit(answer).compareTo(limit) > 0)
                .toList();
    }

    /** Without the time for which the process of the node did not run at all, which no code can bound. */
    private Duration afterCommit(Answer answer) {
        boolean stepped = faults.stream().anyMatch(fault -> fault.has(Fault.Trait.STEPS_CLOCK));
        Duration time = answer.waited().afterCommit().minus(answer.waited().stalled());
        return stepped || time.isNegative() ? Duration.ZERO : time;
    }

    /** What the nodes have seen of the tokens of this scene until now. */
    Tally tally() {
        Tally tally = Checker.check(cluster.trials().subList(first, end), cluster.histories());
        tally.add(earlyViolations);
        return tally;
    }
}
