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
 * One fault, or two at once, from beginning to end: tokens are issued and tried by all nodes, the fault begins, tokens
 * are revoked by nodes taken by chance, the fault is healed, and the cluster has to serve again.
 */
final class Scene {

    /** Tokens that nobody revokes, so that a refusal of theirs is always wrong. */
    private static final int STEADY = 4;

    private static final int GROUP = 3;
    private static final int GROUPS = 2;
    /** How many revocations are under way already when the fault begins. */
    private static final int EARLY = 5;
    /** Every so many tokens, one is revoked by two nodes at once. */
    private static final int TWICE = 8;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(90);
    /** A dead node is forgotten after 38 s; nothing takes longer than that to be as it was. */
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final List<Fault> faults;
    private final Random random;
    private final SceneResult result;
    private final List<Revoking> revoking = new ArrayList<>();
    private final Deque<Fault.Healing> healings = new ArrayDeque<>();

    private Scene(Cluster cluster, List<Fault> faults, Random random) {
        this.cluster = cluster;
        this.faults = faults;
        this.random = random;
        this.result = new SceneResult(cluster, faults);
    }

    /**
     * Plays a scene.
     *
     * @param revocations how many tokens are revoked by themselves; some more are by their owner
     */
    static SceneResult play(Cluster cluster, List<Fault> faults, int revocations, Random random) throws Exception {
        Scene scene = new Scene(cluster, faults, random);
        scene.play(revocations);
        return scene.result;
    }

    private void play(int revocations) throws Exception {
        List<Trial> singles = cluster.issue(revocations);
        List<List<Trial>> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(cluster.issueGroup(GROUP));
        }
        List<Trial> steady = cluster.issue(STEADY);
        awaitAcceptance(singles, 0);
        awaitAcceptance(steady, 0);

        revokeDuringFaults(singles, groups);
        checkBeforeLoss(singles);
        heal();
        long healed = System.nanoTime();
        awaitAnswers();
        awaitAcceptance(steady, healed);
        List<Trial> again = retry(healed);
        awaitQuiet(healed);
        awaitRefusals(singles);
        awaitRefusals(again);
        groups.forEach(this::awaitRefusals);
        cluster.board().retireBefore(cluster.board().end());
        result.end(cluster.board().end());
    }

    private void revokeDuringFaults(List<Trial> singles, List<List<Trial>> groups) throws Exception {
        singles.subList(0, EARLY).forEach(this::revoke);
        Stage stage = new Stage(cluster, singles.subList(EARLY, singles.size()), random);
        for (Fault fault : Fault.inOrder(faults)) {
            healings.addFirst(fault.act().begin(stage));
        }
        long began = System.nanoTime();
        Duration revokes = Collections.max(faults.stream().map(Fault::revokes).toList());
        Duration holds = Collections.max(faults.stream().map(Fault::holds).toList());
        List<Runnable> work = new ArrayList<>();
        stage.trials().forEach(trial -> work.add(() -> revoke(trial)));
        groups.forEach(group -> work.add(random.nextInt(work.size()), () -> revokeAll(group)));
        for (int i = 0; i < work.size(); i++) {
            pauseUntil(began + revokes.toNanos() * i / work.size());
            work.get(i).run();
        }
        pauseUntil(began + holds.toNanos());
    }

    private void revoke(Trial trial) {
        for (int i = 0; i < (trial.number() % TWICE == 0 ? 2 : 1); i++) {
            revoking.add(new Revoking(
                    List.of(trial), someNode().map(node -> node.revoke(trial)).orElseGet(Scene::noAnswer)));
        }
    }

    private void revokeAll(List<Trial> trials) {
        revoking.add(new Revoking(
                trials, someNode().map(node -> node.revokeAll(trials)).orElseGet(Scene::noAnswer)));
    }

    private Optional<Node> someNode() {
        List<Node> serving = cluster.serving();
        return serving.isEmpty() ? Optional.empty() : Optional.of(serving.get(random.nextInt(serving.size())));
    }

    /** A token that no node can be asked to revoke now is revoked after the fault. */
    private static CompletableFuture<Answer> noAnswer() {
        return CompletableFuture.completedFuture(Answer.none("nobody"));
    }

    /** What is lost later was not yet, and is not looked at any more afterwards. */
    private void checkBeforeLoss(List<Trial> singles) {
        if (losesCommits()) {
            result.add(Checker.check(singles, cluster.histories()).violations());
        }
    }

    private void heal() throws Exception {
        for (Fault.Healing healing : healings) {
            healing.heal();
        }
    }

    private void awaitAnswers() {
        for (Revoking one : revoking) {
            Answer answer = one.answer()
                    .completeOnTimeout(
                            new Answer("?", "NoAnswer", LONGEST_ANSWER, Waited.NOTHING),
                            LONGEST_ANSWER.toSeconds(),
                            TimeUnit.SECONDS)
                    .join();
            result.add(answer, one.trials().size());
        }
    }

    /** Whoever gets no answer asks again, and so does whoever finds that a revocation was lost. */
    private List<Trial> retry(long healed) throws SQLException {
        List<Trial> retried = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        revoking.stream()
                .filter(one -> one.answer().join().isDone())
                .forEach(one -> one.trials().forEach(trial -> done.add(trial.number())));
        Set<Integer> lost = losesCommits() ? lostTrials(healed) : new HashSet<>();
        for (Revoking one : List.copyOf(revoking)) {
            for (Trial trial : one.trials()) {
                if (lost.remove(trial.number())) {
                    retried.add(cluster.tryAgain(trial));
                    result.addLost();
                } else if (done.add(trial.number())) {
                    retried.add(trial);
                }
            }
        }
        revokeUntilDone(retried);
        return retried;
    }

    /** The first connections that a node takes up after a fault may still be broken. */
    private void revokeUntilDone(List<Trial> trials) {
        List<Trial> left = new ArrayList<>(trials);
        await("revocations succeed after the fault").until(() -> {
            revoking.clear();
            left.forEach(this::revoke);
            awaitAnswers();
            left.removeAll(revoking.stream()
                    .filter(one -> one.answer().join().isDone())
                    .flatMap(one -> one.trials().stream())
                    .toList());
            return left.isEmpty();
        });
    }

    /** The revocations that returned, were begun before the database was another one, and are not in it. */
    private Set<Integer> lostTrials(long healed) throws SQLException {
        Set<String> active =
                new HashSet<>(cluster.sql().query("SELECT id FROM anchorify_tokens WHERE revoked_at IS NULL"));
        Set<Integer> lost = new HashSet<>();
        for (Revoking one : revoking) {
            for (Trial trial : one.trials()) {
                if (one.answer().join().isDone() && active.contains(trial.id()) && began(trial) < healed) {
                    lost.add(trial.number());
                }
            }
        }
        return lost;
    }

    private long began(Trial trial) {
        return cluster.histories().stream()
                .mapToLong(history -> history.revocationBegan(trial.number()))
                .min()
                .orElse(Seen.NEVER);
    }

    /** Until a revocation is confirmed by every node again. */
    private void awaitQuiet(long healed) {
        List<Answer> answers = new ArrayList<>();
        try {
            await("a revocation that every node confirms").until(() -> {
                Node node =
                        cluster.serving().get(random.nextInt(cluster.serving().size()));
                Trial trial = cluster.issue(1).get(0);
                answers.add(node.revoke(trial)
                        .orTimeout(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS)
                        .join());
                Answer last = answers.get(answers.size() - 1);
                return last.isDone()
                        && last.waited().waitedOut() == 0
                        && last.waited().acknowledged() == cluster.nodes().size();
            });
        } catch (ConditionTimeoutException e) {
            cluster.serving().forEach(Node::dumpThreads);
            throw new IllegalStateException(
                    "No revocation is confirmed by every node after " + LONGEST_RECOVERY + ": " + answers, e);
        }
        result.recovered(Duration.ofNanos(System.nanoTime() - healed));
    }

    private void awaitAcceptance(List<Trial> trials, long since) {
        awaitEveryNode("accept", trials, seen -> seen.lastAcceptBegan() > since);
    }

    /** Every node has tried every revoked token, also the nodes that slept through its revocation. */
    private void awaitRefusals(List<Trial> trials) {
        awaitEveryNode("refuse", trials, seen -> seen.firstRefusalEnded() != Seen.NEVER);
    }

    private void awaitEveryNode(String what, List<Trial> trials, Predicate<Seen> hasSeen) {
        List<String> missing = new ArrayList<>();
        try {
            await("every node").until(() -> {
                missing.clear();
                for (Node node : cluster.serving()) {
                    trials.stream()
                            .filter(trial -> !trial.lost()
                                    && !hasSeen.test(node.history().seen(trial.number())))
                            .forEach(trial -> missing.add(node.name() + " of trial " + trial.number() + ": "
                                    + node.history().seen(trial.number())));
                }
                return missing.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            cluster.serving().forEach(Node::dumpThreads);
            throw new IllegalStateException("Nodes do not " + what + " after " + LONGEST_RECOVERY + ": " + missing, e);
        }
    }

    private boolean losesCommits() {
        return faults.stream().anyMatch(fault -> fault.has(Fault.Trait.LOSES_COMMITS));
    }

    private ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LONGEST_RECOVERY).pollInterval(Duration.ofMillis(50));
    }

    /** The pace of what is done meanwhile; nothing relies on it. */
    private static void pauseUntil(long moment) {
        while (System.nanoTime() < moment) {
            LockSupport.parkNanos(moment - System.nanoTime());
        }
    }

    private record Revoking(List<Trial> trials, CompletableFuture<Answer> answer) {}
}
