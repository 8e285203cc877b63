package io.anchorify.auth.internal.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread that follows the feed. It is never interrupted: an embedded database would close its file. */
public class FeedThread {

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    protected void start(Runnable loop) {
        Thread started = new Thread(() -> run(loop), "anchorify-feed");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Pauses the calling loop until the time has passed or {@link #wake} is called. */
    protected void pause(Duration time) {
        LockSupport.parkNanos(this, time.toNanos());
    }

    protected void wake() {
        LockSupport.unpark(thread);
    }

    /** Waits for the end of the loop, and returns whether it has ended. */
    protected boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Runnable loop) {
        try {
            loop.run();
        } finally {
            ended.countDown();
        }
    }
}
