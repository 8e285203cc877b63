package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Of a database that wakes nobody: what is changed through this feed wakes its readers in this process. */
final class LocalHints implements Hints {

    private final Lock lock = new ReentrantLock();
    private final Condition announced = lock.newCondition();
    private long announcements;

    @Override
    public Listener listen(Connection connection) {
        return new LocalListener();
    }

    @Override
    public void announce(Database database) {
        lock.lock();
        try {
            announcements++;
            announced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class LocalListener implements Listener {

        private long seen;

        @Override
        public boolean await(Duration atMost) {
            lock.lock();
            try {
                long left = atMost.toNanos();
                while (announcements == seen && left > 0) {
                    left = announced.awaitNanos(left);
                }
                seen = announcements;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
            return false;
        }

        @Override
        public void close() {
            // The connection was told nothing.
        }
    }
}
