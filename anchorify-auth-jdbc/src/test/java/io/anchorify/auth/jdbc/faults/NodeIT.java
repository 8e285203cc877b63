package io.anchorify.auth.jdbc.faults;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("not-quick")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodeIT {

    private static final int TIMES = 20;
    private static final int SOON_SECONDS = 30;

    /** It finds them all at the same moment when it goes on; if it came to leave last, it would answer nobody. */
    @Test
    void change_ofANodeThatIsStopped_isMadeInItsOrder(@TempDir Path directory) {
        try (Cluster cluster = Cluster.start(Engine.POSTGRES, 1, directory)) {
            Node node = cluster.nodes().get(0);
            Trial trial = cluster.issue(1).get(0);
            for (int i = 0; i < TIMES; i++) {
                node.pause();
                node.change("leave");
                node.change("join");
                node.resume();
                // Answered when the others are done.
                node.change("rate", 1.0);
                awaitAcceptanceAfter(System.nanoTime(), node, trial);
            }
        }
    }

    private static void awaitAcceptanceAfter(long moment, Node node, Trial trial) {
        Awaitility.await()
                .atMost(SOON_SECONDS, TimeUnit.SECONDS)
                .until(() -> node.history().seen(trial.number()).lastAcceptBegan() > moment);
    }
}
