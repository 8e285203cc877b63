package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a fault can act on.
 *
 * @param cluster the cluster
 * @param tokens the tokens to be revoked while the fault is active
 * @param random the source of random choices
 */
record FaultContext(Cluster cluster, List<TestToken> tokens, Random random) {

    /** Picks random nodes, fewer than half of them. */
    List<Node> victims() {
        List<Node> victims = new ArrayList<>(cluster.nodes());
        Collections.shuffle(victims, random);
        return List.copyOf(victims.subList(0, Math.max(1, victims.size() / 4)));
    }

    /** Repeats an action until it is repaired. */
    static Fault.Repair repeat(Duration pause, Action action) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        thread.scheduleWithFixedDelay(() -> attempt(action), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            thread.shutdown();
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The repeated action of a fault does not end");
            }
        };
    }

    /** Ignores failures, because another fault can cause them. */
    private static void attempt(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            System.getLogger(FaultContext.class.getName())
                    .log(System.Logger.Level.DEBUG, "A fault could not be injected", e);
        }
    }

    /** An action that may fail. */
    @FunctionalInterface
    interface Action {

        void run() throws Exception;
    }
}
