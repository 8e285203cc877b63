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
 * What a fault has to do with.
 *
 * @param cluster whom it happens to
 * @param trials the tokens that are to be revoked meanwhile
 * @param random what decides what is left to chance
 */
record Stage(Cluster cluster, List<Trial> trials, Random random) {

    /** Some of the nodes, fewer than half of them. */
    List<Node> victims() {
        List<Node> victims = new ArrayList<>(cluster.nodes());
        Collections.shuffle(victims, random);
        return List.copyOf(victims.subList(0, Math.max(1, victims.size() / 4)));
    }

    /** Does something again and again until it is healed. */
    static Fault.Healing repeat(Duration pause, Action action) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        thread.scheduleWithFixedDelay(() -> attempt(action), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            thread.shutdown();
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("What a fault does again and again does not end");
            }
        };
    }

    /** Another fault may be in its way. */
    private static void attempt(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            System.getLogger(Stage.class.getName()).log(System.Logger.Level.DEBUG, "A fault could not be made", e);
        }
    }

    /** Something that can go wrong. */
    @FunctionalInterface
    interface Action {

        void run() throws Exception;
    }
}
