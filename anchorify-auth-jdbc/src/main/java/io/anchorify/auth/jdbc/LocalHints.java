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
    private long seen;

    @Override
    public void listen(Connection connection) {
        // There is nothing that the database could tell.
    }

    @Override
    public void forget(Connection connection) {
        // Nothing was asked for.
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

    @Override
    public boolean await(Connection connection, Duration atMost) {
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
}
