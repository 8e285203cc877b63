package io.anchorify.auth;

import java.time.Duration;

/** The thread of a node in the simulation. */
final class SimNodeThread extends NodeThread {

    private final SimHost host;
    private boolean woken;
    private boolean ended;

    SimNodeThread(SimHost host) {
        this.host = host;
    }

    @Override
    void start(Runnable loop) {
        host.begin("loop", 0, () -> {
            loop.run();
            ended = true;
        });
    }

    @Override
    void pause(Duration time) {
        host.await(() -> woken, time.toNanos());
        woken = false;
    }

    @Override
    void wake() {
        woken = true;
    }

    @Override
    boolean awaitEnd(Duration atMost) {
        return host.await(() -> ended, atMost.toNanos());
    }
}
