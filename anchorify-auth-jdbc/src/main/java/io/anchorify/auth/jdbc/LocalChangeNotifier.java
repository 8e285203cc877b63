package io.anchorify.auth.jdbc;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the readers of this process, for databases that cannot notify their clients. */
final class LocalChangeNotifier implements ChangeNotifier {

    private final Lock lock = new ReentrantLock();
    private final Condition announced = lock.newCondition();
    private long announcements;

    @Override
    public Listener listen(Session session) {
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
            // The connection was not changed.
        }
    }
}
