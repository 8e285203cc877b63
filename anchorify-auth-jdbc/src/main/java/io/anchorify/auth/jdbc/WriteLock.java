package io.anchorify.auth.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders the transactions in which this process writes to an H2 file. A commit stores the tables and indexes of H2 one after
 * the other, while other connections continue to write. It can therefore store a row of an open transaction without the
 * record that undoes it. The row stays if the process is killed before the next commit.
 */
final class WriteLock {

    /** Shorter than the term of a node, which writes to follow the change feed while an import takes longer than that. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private static final WriteLock NONE = new WriteLock(null);

    /** The stores of a file, which may have different prefixes, share its lock. */
    private static final Map<String, WriteLock> OF_FILES = new ConcurrentHashMap<>();

    private final @Nullable ReentrantLock lock;

    private WriteLock(@Nullable ReentrantLock lock) {
        this.lock = lock;
    }

    /** For databases that separate concurrent transactions themselves. */
    static WriteLock none() {
        return NONE;
    }

    static WriteLock ofFile(String path) {
        return OF_FILES.computeIfAbsent(path, file -> new WriteLock(new ReentrantLock(true)));
    }

    /**
     * Runs a write after those that came before it, but waits for them half a second at most. A revocation that waits for a
     * long import would be worse than a write that can remain in part after a crash.
     */
    <T> T hold(Supplier<T> write) {
        if (lock == null || !isAcquired(lock)) {
            return write.get();
        }
        try {
            return write.get();
        } finally {
            lock.unlock();
        }
    }

    /** A thread that is already interrupted waits too. */
    private static boolean isAcquired(ReentrantLock lock) {
        boolean interrupted = Thread.interrupted();
        try {
            return lock.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
