package io.anchorify.auth;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread of a node. It is never interrupted: a database inside this process would close its file. */
class NodeThread {

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    void start(Runnable loop) {
        Thread started = new Thread(() -> run(loop), "anchorify-feed");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Pauses the loop, which calls this, for a time or until it is woken. */
    void pause(Duration time) {
        LockSupport.parkNanos(this, time.toNanos());
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Waits for the end of the loop; answers whether it has ended. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
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
