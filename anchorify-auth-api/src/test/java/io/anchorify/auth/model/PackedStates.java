package io.anchorify.auth.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The visited states, numbered in the order of their discovery. A million of them take about 60 MB: their words are stored
 * contiguously, and a table with open addressing maps a state to its number.
 */
final class PackedStates {

    private static final int BLOCK_BITS = 14;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final int width;
    private final List<long[]> blocks = new ArrayList<>();
    /** The hash of a state in the high half, which most comparisons end at, and its number + 1 in the low half. */
    private long[] table = new long[1 << 16];

    private int size;

    /** An empty set of keys with this number of words. */
    PackedStates(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /** Adds a state, and returns whether it is new. */
    boolean add(long[] key) {
        int hash = hash(key);
        int slot = slotOf(hash, key);
        if (table[slot] != 0) {
            return false;
        }
        if (size % BLOCK == 0) {
            blocks.add(new long[BLOCK * width]);
        }
        System.arraycopy(key, 0, blockOf(size), offsetOf(size), width);
        size++;
        table[slot] = (long) hash << Integer.SIZE | size;
        if (size > table.length / 2) {
            grow();
        }
        return true;
    }

    void get(int number, long[] key) {
        System.arraycopy(blockOf(number), offsetOf(number), key, 0, width);
    }

    private int slotOf(int hash, long[] key) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0 && !isAt(table[slot], hash, key)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(long entry, int hash, long[] key) {
        if ((int) (entry >>> Integer.SIZE) != hash) {
            return false;
        }
        int number = (int) entry - 1;
        int offset = offsetOf(number);
        return Arrays.equals(blockOf(number), offset, offset + width, key, 0, width);
    }

    private void grow() {
        long[] entries = table;
        table = new long[entries.length * 2];
        int mask = table.length - 1;
        for (long entry : entries) {
            if (entry != 0) {
                int slot = (int) (entry >>> Integer.SIZE) & mask;
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
    }

    private static int hash(long[] key) {
        long hash = 0;
        for (long word : key) {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> Integer.SIZE;
        }
        // Multiply again: the last fields have reached only the high bits, and the table uses the low ones.
        return (int) (hash * 0x9E3779B97F4A7C15L >>> Integer.SIZE);
    }

    private long[] blockOf(int number) {
        return blocks.get(number >>> BLOCK_BITS);
    }

    private int offsetOf(int number) {
        return (number & (BLOCK - 1)) * width;
    }
}
