package io.anchorify.auth.internal.lookup;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Prevents a result that was loaded before a change from being stored after it.
 *
 * <p>A load takes the {@link #position()} before it reads the store, and stores its result through {@link #ifUnmoved}. A
 * change moves the fence and then removes the affected entries. A load that began before the move has either stored its
 * result before the move, where the removal finds it, or does not store it. The lock is held for single cache operations,
 * never while the store is read.
 */
final class Fence {

    private final Lock storing;
    private final Lock moving;
    private volatile long position;

    Fence() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        storing = lock.readLock();
        moving = lock.writeLock();
    }

    long position() {
        return position;
    }

    /** Runs an action while the fence cannot move, unless it has moved since a position was taken. */
    void ifUnmoved(long since, Runnable store) {
        storing.lock();
        try {
            if (position == since) {
                store.run();
            }
        } finally {
            storing.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written only while the lock is held.
    void move() {
        moving.lock();
        try {
            position = position + 1;
        } finally {
            moving.unlock();
        }
    }
}
