package io.anchorify.auth.simulation;

import io.anchorify.auth.internal.cluster.FeedThread;
import java.time.Duration;

/** A feed thread in simulated time. */
final class SimulatedFeedThread extends FeedThread {

    private final SimulatedHost host;
    private boolean woken;
    private boolean ended;

    SimulatedFeedThread(SimulatedHost host) {
        this.host = host;
    }

    @Override
    protected void start(Runnable loop) {
        host.start("feed", 0, () -> {
            loop.run();
            ended = true;
        });
    }

    @Override
    protected void pause(Duration time) {
        host.await(() -> woken, time.toNanos());
        woken = false;
    }

    @Override
    protected void wake() {
        woken = true;
    }

    @Override
    protected boolean awaitEnd(Duration atMost) {
        return host.await(() -> ended, atMost.toNanos());
    }
}
