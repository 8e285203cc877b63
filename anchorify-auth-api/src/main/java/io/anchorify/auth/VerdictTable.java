package io.anchorify.auth;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table of verdicts that is read without a lock, without a clock and without an object.
 *
 * <p>It is set-associative, like a processor's cache: the hash names a set of slots, and a place in it where the search
 * begins. Its bits are evenly spread and nobody can choose those of a real token, so the sets fill evenly; there are two
 * slots for each verdict that may be kept, so hardly a set is ever full. A read looks at one or two slots.
 *
 * <p>When the table is full, a newcomer takes the place of a verdict that was not used lately. What was used since the
 * last round through its set stays; so a scan, in which nothing is used twice, drives out no more than itself.
 *
 * <p>Safe for concurrent threads: a read that begins after {@link #remove} has returned does not find what was removed,
 * and finds other verdicts whole. Writers take turns.
 */
final class VerdictTable<V extends Verdict> {

    /** How many slots a set has: a power of two. */
    private static final int WAYS = 16;
    /** How many sets are gone through without letting other writers in. */
    private static final int SETS_AT_ONCE = 64;

    private final AtomicReferenceArray<@Nullable V> slots;
    private final int sets;
    private final int capacity;
    private final Lock writing = new ReentrantLock();
    private int size;
    private int victimFrom;

    VerdictTable(int capacity) {
        this.capacity = capacity;
        this.slots = new AtomicReferenceArray<>(slotsFor(capacity));
        this.sets = slots.length() / WAYS;
    }

    /** Two for each verdict, in whole sets. */
    static int slotsFor(int capacity) {
        return (2 * capacity + WAYS - 1) / WAYS * WAYS;
    }

    @Nullable
    V get(HashKey key) {
        int set = setOf(key);
        int home = homeOf(key);
        for (int i = 0; i < WAYS; i++) {
            V verdict = slots.get(slot(set, home + i));
            if (verdict != null && verdict.isOn(key)) {
                verdict.noteUse();
                return verdict;
            }
        }
        return null;
    }

    /** Keeps a verdict in place of the one on the same hash, or of another one if there is no room. */
    void put(V verdict) {
        HashKey key = verdict.key();
        int set = setOf(key);
        writing.lock();
        try {
            int slot = find(key);
            if (slot < 0) {
                if (size == capacity) {
                    evictNear(set);
                }
                slot = roomIn(set, homeOf(key));
                size++;
            }
            slots.set(slot, verdict);
        } finally {
            writing.unlock();
        }
    }

    void remove(HashKey key) {
        writing.lock();
        try {
            int slot = find(key);
            if (slot >= 0) {
                clear(slot);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Removes all that a predicate holds for and that were there when this began. */
    void removeIf(Predicate<? super V> predicate) {
        for (int set = 0; set < sets; set += SETS_AT_ONCE) {
            removeIf(predicate, set, Math.min(sets, set + SETS_AT_ONCE));
        }
    }

    int size() {
        writing.lock();
        try {
            return size;
        } finally {
            writing.unlock();
        }
    }

    private void removeIf(Predicate<? super V> predicate, int fromSet, int toSet) {
        writing.lock();
        try {
            for (int slot = fromSet * WAYS; slot < toSet * WAYS; slot++) {
                V verdict = slots.get(slot);
                if (verdict != null && predicate.test(verdict)) {
                    clear(slot);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private int find(HashKey key) {
        int set = setOf(key);
        for (int slot = set * WAYS; slot < (set + 1) * WAYS; slot++) {
            V verdict = slots.get(slot);
            if (verdict != null && verdict.isOn(key)) {
                return slot;
            }
        }
        return -1;
    }

    /** The first empty slot from a place on, which is made if there is none. */
    private int roomIn(int set, int home) {
        for (int i = 0; i < WAYS; i++) {
            int slot = slot(set, home + i);
            if (slots.get(slot) == null) {
                return slot;
            }
        }
        int slot = victimIn(set);
        clear(slot);
        return slot;
    }

    /** Makes room in a set, or if that is empty, in the next one that is not. */
    private void evictNear(int set) {
        int slot = victimIn(set);
        for (int next = set + 1; slot < 0; next++) {
            slot = victimIn(next % sets);
        }
        clear(slot);
    }

    /** A verdict that was not used lately. If all were, they get a second chance from now on. */
    private int victimIn(int set) {
        int from = victimFrom++;
        int any = -1;
        for (int i = 0; i < WAYS; i++) {
            int slot = slot(set, from + i);
            V verdict = slots.get(slot);
            if (verdict != null && !verdict.isRecentlyUsed()) {
                return slot;
            }
            any = verdict != null && any < 0 ? slot : any;
        }
        for (int slot = set * WAYS; slot < (set + 1) * WAYS; slot++) {
            V verdict = slots.get(slot);
            if (verdict != null) {
                verdict.forgetUse();
            }
        }
        return any;
    }

    private void clear(int slot) {
        slots.set(slot, null);
        size--;
    }

    private int setOf(HashKey key) {
        return (int) (((key.first >>> 32) * sets) >>> 32);
    }

    private static int homeOf(HashKey key) {
        return (int) key.first & (WAYS - 1);
    }

    private static int slot(int set, int way) {
        return set * WAYS + (way & (WAYS - 1));
    }
}
