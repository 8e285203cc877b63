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

    /** A resumed node receives all changes at the same moment. If it executed "leave" last, it would answer no request. */
    @Test
    void changes_ofAPausedNode_areMadeInOrder(@TempDir Path directory) {
        try (Cluster cluster = Cluster.start(DatabaseKind.POSTGRES, 1, directory)) {
            Node node = cluster.nodes().get(0);
            TestToken token = cluster.issue(1).get(0);
            for (int i = 0; i < TIMES; i++) {
                node.pause();
                node.change("leave");
                node.change("join");
                node.resume();
                // Completes after the other changes.
                node.change("rate", 1.0);
                awaitAcceptanceAfter(System.nanoTime(), node, token);
            }
        }
    }

    private static void awaitAcceptanceAfter(long moment, Node node, TestToken token) {
        Awaitility.await()
                .atMost(SOON_SECONDS, TimeUnit.SECONDS)
                .until(() -> node.history().seen(token.number()).lastAcceptBegan() > moment);
    }
}
