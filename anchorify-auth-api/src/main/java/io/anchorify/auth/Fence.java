package io.anchorify.auth;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps what was read before a change from being stored after it.
 *
 * <p>Whoever loads from the store takes the {@link #position()} before it reads, and stores what it read with {@link
 * #ifUnmoved}. Whoever applies a change moves the fence and then drops what changed. A load that began before the move
 * either stored before it, where the drop finds its entry, or does not store at all: the lock leaves no third way. The
 * lock is held for single map operations, never for a read of the store.
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

    /** Runs the action while the fence is held in place, unless it has moved since. */
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // Nobody else writes it while the lock is held.
    void move() {
        moving.lock();
        try {
            position = position + 1;
        } finally {
            moving.unlock();
        }
    }
}
