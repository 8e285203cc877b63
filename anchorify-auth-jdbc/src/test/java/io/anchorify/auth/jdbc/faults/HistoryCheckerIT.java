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

/** The whole harness finds a node that breaks the promise. */
@Tag("not-quick")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HistoryCheckerIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static Cluster cluster;
    private static Node correct;
    private static Node neverForgetting;
    private static Node refusingAtRandom;
    private static Node late;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(
                DatabaseKind.POSTGRES,
                List.of(
                        NodeOptions.Behavior.CORRECT,
                        NodeOptions.Behavior.NEVER_FORGETTING,
                        NodeOptions.Behavior.REFUSING_AT_RANDOM,
                        NodeOptions.Behavior.CORRECT),
                directory);
        correct = cluster.nodes().get(0);
        neverForgetting = cluster.nodes().get(1);
        refusingAtRandom = cluster.nodes().get(2);
        late = cluster.nodes().get(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void node_thatNeverForgetsAnAcceptedToken_isFound() {
        TestToken token = issueAndAwaitAcceptance();
        long returned = revoke(token);
        await().until(() -> neverForgetting.history().seen(token.number()).lastAcceptBegan() > returned);

        assertThat(violations(token, neverForgetting)).containsExactly(Violation.Kind.ACCEPTED_AFTER_REVOCATION);
        assertThat(violations(token, correct)).isEmpty();
    }

    @Test
    void node_thatRefusesValidTokens_isFound() {
        TestToken token = issueAndAwaitAcceptance();
        await().until(() -> refusingAtRandom.history().seen(token.number()).refusals() > 0);
        revoke(token);

        assertThat(violations(token, refusingAtRandom)).containsExactly(Violation.Kind.REFUSED_BEFORE_REVOCATION);
        assertThat(violations(token, correct)).isEmpty();
    }

    /** Beyond what is tolerated: the term of this node runs on after all others consider it over. */
    @Test
    void node_withAClockAtHalfSpeed_isFoundWhenItIsCutOff() {
        TestToken token = issueAndAwaitAcceptance();
        late.change("rate", 0.5);
        late.proxy().link(LinkState.BLACK_HOLE);
        long returned = revoke(token);
        await().until(() -> late.history().seen(token.number()).undecided() > 0);
        late.proxy().link(LinkState.HEALTHY);
        late.change("rate", 1.0);

        assertThat(late.history().seen(token.number()).lastAcceptBegan()).isGreaterThan(returned);
        assertThat(violations(token, late)).containsExactly(Violation.Kind.ACCEPTED_AFTER_REVOCATION);
        assertThat(violations(token, correct)).isEmpty();
    }

    private static TestToken issueAndAwaitAcceptance() {
        TestToken token = cluster.issue(1).get(0);
        await().until(() -> cluster.nodes().stream()
                .allMatch(node -> node.history().seen(token.number()).accepts() > 0));
        return token;
    }

    /** Returns when the revocation returned. */
    private static long revoke(TestToken token) {
        CommandResponse response =
                correct.revoke(token).orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(response.failure()).isEmpty();
        return correct.history().revocationReturned(token.number());
    }

    private static List<Violation.Kind> violations(TestToken token, Node node) {
        return HistoryChecker.check(List.of(token), cluster.histories()).violations().stream()
                .filter(violation -> violation.node().equals(node.name()))
                .map(Violation::kind)
                .toList();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(10));
    }
}
