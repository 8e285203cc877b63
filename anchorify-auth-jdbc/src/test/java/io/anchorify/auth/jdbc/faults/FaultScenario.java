package io.anchorify.auth.jdbc.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs one fault, or two at the same time. Issues tokens that all nodes try, injects the fault, lets random nodes revoke
 * tokens, repairs the fault, and waits until the cluster works as before.
 */
final class FaultScenario {

    /** Tokens that are never revoked, so that every refusal of them is a violation. */
    private static final int UNREVOKED = 4;

    private static final int GROUP = 3;
    private static final int GROUPS = 2;
    /** How many revocations are in progress when the fault is injected. */
    private static final int EARLY = 5;
    /** One in this many tokens is revoked by two nodes at the same time. */
    private static final int TWICE = 8;

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(90);
    /** Recovery takes at most the 38 s after which the registration of a dead node is removed. */
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final List<Fault> faults;
    private final Random random;
    private final ScenarioResult result;
    private final List<PendingRevocation> pending = new ArrayList<>();
    private final Deque<Fault.Repair> repairs = new ArrayDeque<>();

    private FaultScenario(Cluster cluster, List<Fault> faults, Random random) {
        this.cluster = cluster;
        this.faults = faults;
        this.random = random;
        this.result = new ScenarioResult(cluster, faults);
    }

    /**
     * Runs a scenario.
     *
     * @param revocations how many tokens are revoked individually; others are revoked together with all tokens of their owner
     */
    static ScenarioResult run(Cluster cluster, List<Fault> faults, int revocations, Random random) throws Exception {
        FaultScenario scenario = new FaultScenario(cluster, faults, random);
        scenario.run(revocations);
        return scenario.result;
    }

    private void run(int revocations) throws Exception {
        List<TestToken> singles = cluster.issue(revocations);
        List<List<TestToken>> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(cluster.issueGroup(GROUP));
        }
        List<TestToken> unrevoked = cluster.issue(UNREVOKED);
        awaitAcceptance(singles, 0);
        awaitAcceptance(unrevoked, 0);

        revokeDuringFaults(singles, groups);
        checkBeforeLoss(singles);
        repair();
        long repaired = System.nanoTime();
        awaitResponses();
        awaitAcceptance(unrevoked, repaired);
        List<TestToken> again = retry(repaired);
        awaitRecovery(repaired);
        awaitRefusals(singles);
        awaitRefusals(again);
        groups.forEach(this::awaitRefusals);
        cluster.window().retireBefore(cluster.window().end());
        result.end(cluster.window().end());
    }

    private void revokeDuringFaults(List<TestToken> singles, List<List<TestToken>> groups) throws Exception {
        singles.subList(0, EARLY).forEach(this::revoke);
        FaultContext context = new FaultContext(cluster, singles.subList(EARLY, singles.size()), random);
        for (Fault fault : Fault.inOrder(faults)) {
            repairs.addFirst(fault.injector().inject(context));
        }
        long began = System.nanoTime();
        Duration revocationTime =
                Collections.max(faults.stream().map(Fault::revocationTime).toList());
        Duration duration = Collections.max(faults.stream().map(Fault::duration).toList());
        List<Runnable> work = new ArrayList<>();
        context.tokens().forEach(token -> work.add(() -> revoke(token)));
        groups.forEach(group -> work.add(random.nextInt(work.size()), () -> revokeAll(group)));
        for (int i = 0; i < work.size(); i++) {
            pauseUntil(began + revocationTime.toNanos() * i / work.size());
            work.get(i).run();
        }
        pauseUntil(began + duration.toNanos());
    }

    private void revoke(TestToken token) {
        for (int i = 0; i < (token.number() % TWICE == 0 ? 2 : 1); i++) {
            pending.add(new PendingRevocation(
                    List.of(token), someNode().map(node -> node.revoke(token)).orElseGet(FaultScenario::noResponse)));
        }
    }

    private void revokeAll(List<TestToken> tokens) {
        pending.add(new PendingRevocation(
                tokens, someNode().map(node -> node.revokeAll(tokens)).orElseGet(FaultScenario::noResponse)));
    }

    private Optional<Node> someNode() {
        List<Node> serving = cluster.serving();
        return serving.isEmpty() ? Optional.empty() : Optional.of(serving.get(random.nextInt(serving.size())));
    }

    /** If no node is available, the token is revoked after the fault. */
    private static CompletableFuture<CommandResponse> noResponse() {
        return CompletableFuture.completedFuture(CommandResponse.none("no node"));
    }

    /** Checks now what the restored database may lose, because lost revocations are not checked later. */
    private void checkBeforeLoss(List<TestToken> singles) {
        if (losesCommits()) {
            result.add(HistoryChecker.check(singles, cluster.histories()).violations());
        }
    }

    private void repair() throws Exception {
        for (Fault.Repair repair : repairs) {
            repair.repair();
        }
    }

    private void awaitResponses() {
        for (PendingRevocation one : pending) {
            CommandResponse response = one.response()
                    .completeOnTimeout(
                            new CommandResponse("?", "NoResponse", RESPONSE_TIMEOUT, RevocationWait.NOTHING),
                            RESPONSE_TIMEOUT.toSeconds(),
                            TimeUnit.SECONDS)
                    .join();
            result.add(response, one.tokens().size());
        }
    }

    /** Repeats the revocations that failed or were lost. */
    private List<TestToken> retry(long repaired) throws SQLException {
        List<TestToken> retried = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        pending.stream()
                .filter(one -> one.response().join().isDone())
                .forEach(one -> one.tokens().forEach(token -> done.add(token.number())));
        Set<Integer> lost = losesCommits() ? lostTokens(repaired) : new HashSet<>();
        for (PendingRevocation one : List.copyOf(pending)) {
            for (TestToken token : one.tokens()) {
                if (lost.remove(token.number())) {
                    retried.add(cluster.trackAgain(token));
                    result.addLost();
                } else if (done.add(token.number())) {
                    retried.add(token);
                }
            }
        }
        revokeUntilDone(retried);
        return retried;
    }

    /** Retries because the first pooled connections after a fault may be broken. */
    private void revokeUntilDone(List<TestToken> tokens) {
        List<TestToken> left = new ArrayList<>(tokens);
        await("revocations succeed after the fault").until(() -> {
            pending.clear();
            left.forEach(this::revoke);
            awaitResponses();
            left.removeAll(pending.stream()
                    .filter(one -> one.response().join().isDone())
                    .flatMap(one -> one.tokens().stream())
                    .toList());
            return left.isEmpty();
        });
    }

    /** Finds revocations that returned, began before the database was replaced, and are missing in it. */
    private Set<Integer> lostTokens(long repaired) throws SQLException {
        Set<String> active =
                new HashSet<>(cluster.sql().query("SELECT id FROM anchorify_tokens WHERE revoked_at IS NULL"));
        Set<Integer> lost = new HashSet<>();
        for (PendingRevocation one : pending) {
            for (TestToken token : one.tokens()) {
                if (one.response().join().isDone() && active.contains(token.id()) && began(token) < repaired) {
                    lost.add(token.number());
                }
            }
        }
        return lost;
    }

    private long began(TestToken token) {
        return cluster.histories().stream()
                .mapToLong(history -> history.revocationBegan(token.number()))
                .min()
                .orElse(Observations.NEVER);
    }

    /** Waits until every node acknowledges a revocation again. */
    private void awaitRecovery(long repaired) {
        List<CommandResponse> responses = new ArrayList<>();
        try {
            await("a revocation that every node acknowledges").until(() -> {
                Node node =
                        cluster.serving().get(random.nextInt(cluster.serving().size()));
                TestToken token = cluster.issue(1).get(0);
                responses.add(node.revoke(token)
                        .orTimeout(RESPONSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .join());
                CommandResponse last = responses.get(responses.size() - 1);
                return last.isDone()
                        && last.waited().missing() == 0
                        && last.waited().acknowledged() == cluster.nodes().size();
            });
        } catch (ConditionTimeoutException e) {
            cluster.serving().forEach(Node::dumpThreads);
            throw new IllegalStateException(
                    "No revocation is acknowledged by every node within " + LONGEST_RECOVERY + ": " + responses, e);
        }
        result.recovered(Duration.ofNanos(System.nanoTime() - repaired));
    }

    private void awaitAcceptance(List<TestToken> tokens, long since) {
        awaitEveryNode("accept", tokens, seen -> seen.lastAcceptBegan() > since);
    }

    /** Waits until every node has refused every revoked token, also nodes that were paused during its revocation. */
    private void awaitRefusals(List<TestToken> tokens) {
        awaitEveryNode("refuse", tokens, seen -> seen.firstRefusalEnded() != Observations.NEVER);
    }

    private void awaitEveryNode(String what, List<TestToken> tokens, Predicate<Observations> hasSeen) {
        List<String> missing = new ArrayList<>();
        try {
            await("every node").until(() -> {
                missing.clear();
                for (Node node : cluster.serving()) {
                    tokens.stream()
                            .filter(token -> !token.lost()
                                    && !hasSeen.test(node.history().seen(token.number())))
                            .forEach(token -> missing.add(node.name() + " of token " + token.number() + ": "
                                    + node.history().seen(token.number())));
                }
                return missing.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            cluster.serving().forEach(Node::dumpThreads);
            throw new IllegalStateException("Nodes do not " + what + " within " + LONGEST_RECOVERY + ": " + missing, e);
        }
    }

    private boolean losesCommits() {
        return faults.stream().anyMatch(fault -> fault.has(Fault.Trait.LOSES_COMMITS));
    }

    private ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LONGEST_RECOVERY).pollInterval(Duration.ofMillis(50));
    }

    /** Spreads the load over time; no result depends on it. */
    private static void pauseUntil(long moment) {
        while (System.nanoTime() < moment) {
            LockSupport.parkNanos(moment - System.nanoTime());
        }
    }

    private record PendingRevocation(List<TestToken> tokens, CompletableFuture<CommandResponse> response) {}
}
