package io.anchorify.auth.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a node that does not keep the promise is found, process, board, history and checker taken together. */
@Tag("not-quick")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrokenNodesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static Cluster cluster;
    private static Node honest;
    private static Node forgetful;
    private static Node moody;
    private static Node late;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(
                Engine.POSTGRES,
                List.of(
                        NodeOptions.Kind.HONEST,
                        NodeOptions.Kind.FORGETFUL,
                        NodeOptions.Kind.MOODY,
                        NodeOptions.Kind.HONEST),
                directory);
        honest = cluster.nodes().get(0);
        forgetful = cluster.nodes().get(1);
        moody = cluster.nodes().get(2);
        late = cluster.nodes().get(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void node_thatForgetsNothingItAccepted_isFound() {
        Trial trial = issueAndAwaitAcceptance();
        long returned = revoke(trial);
        await().until(() -> forgetful.history().seen(trial.number()).lastAcceptBegan() > returned);

        assertThat(violations(trial, forgetful)).containsExactly(Violation.Kind.ACCEPTED_AFTER_REVOCATION);
        assertThat(violations(trial, honest)).isEmpty();
    }

    @Test
    void node_thatRefusesWhatIsGood_isFound() {
        Trial trial = issueAndAwaitAcceptance();
        await().until(() -> moody.history().seen(trial.number()).refusals() > 0);
        revoke(trial);

        assertThat(violations(trial, moody)).containsExactly(Violation.Kind.REFUSED_BEFORE_REVOCATION);
        assertThat(violations(trial, honest)).isEmpty();
    }

    /** Out of what is promised: it takes its term for running when everybody has taken it for over. */
    @Test
    void node_whoseClockRunsAtHalfSpeed_isFoundOnceItIsCutOff() {
        Trial trial = issueAndAwaitAcceptance();
        late.change("rate", 0.5);
        late.proxy().line(Line.BLACK_HOLE);
        long returned = revoke(trial);
        await().until(() -> late.history().seen(trial.number()).undecided() > 0);
        late.proxy().line(Line.GOOD);
        late.change("rate", 1.0);

        assertThat(late.history().seen(trial.number()).lastAcceptBegan()).isGreaterThan(returned);
        assertThat(violations(trial, late)).containsExactly(Violation.Kind.ACCEPTED_AFTER_REVOCATION);
        assertThat(violations(trial, honest)).isEmpty();
    }

    private static Trial issueAndAwaitAcceptance() {
        Trial trial = cluster.issue(1).get(0);
        await().until(() -> cluster.nodes().stream()
                .allMatch(node -> node.history().seen(trial.number()).accepts() > 0));
        return trial;
    }

    /** Answers when that had returned. */
    private static long revoke(Trial trial) {
        Answer answer = honest.revoke(trial).orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(answer.failure()).isEmpty();
        return honest.history().revocationReturned(trial.number());
    }

    private static List<Violation.Kind> violations(Trial trial, Node node) {
        return Checker.check(List.of(trial), cluster.histories()).violations().stream()
                .filter(violation -> violation.node().equals(node.name()))
                .map(Violation::kind)
                .toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(10));
    }
}
