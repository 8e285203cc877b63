package io.anchorify.auth;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread of a node. It is never interrupted: a database inside this process would close its file. */
class NodeThread {

    private volatile @Nullable Thread thread;

    void start(Runnable loop) {
        Thread started = new Thread(loop, "anchorify-feed");
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
}
