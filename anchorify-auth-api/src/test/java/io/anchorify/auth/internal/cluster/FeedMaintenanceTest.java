package io.anchorify.auth.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.LogCapture;
import io.anchorify.auth.testing.TestTime;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class FeedMaintenanceTest {

    private final TestTime time = new TestTime();
    private final ScriptedFeed feed = new ScriptedFeed();
    private final FeedMaintenance maintenance = new FeedMaintenance(
            feed, new FailoverDetector(Timing.DEFAULT), Timing.DEFAULT, time.clocks(), time.scheduler());

    @Test
    void run_thatFailsUnexpectedly_isLoggedAndRetried() {
        NullPointerException failure = new NullPointerException("a defect of the connection pool");
        feed.nodes = changes -> {
            throw failure;
        };
        try (LogCapture log = new LogCapture(FeedMaintenance.class)) {
            maintenance.start(() -> null);
            time.advance(Timing.DEFAULT.longestRegistration());

            assertThat(feed.listings).isEqualTo(3);
            assertThat(log.thrown(Level.WARNING)).containsExactly(failure, failure, failure);
        }
    }

    @Test
    void stop_endsTheRuns() {
        maintenance.start(() -> null);
        maintenance.stop();
        time.advance(Timing.DEFAULT.longestRegistration());

        assertThat(feed.listings).isEqualTo(1);
    }
}
