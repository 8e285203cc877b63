package io.anchorify.auth.jdbc.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Which tokens the nodes are to try now: a window of numbered trials, each with the text of its token. The coordinator
 * writes it and every node reads it, so a node that was stopped tries the right ones from its first moment on.
 */
final class Board {

    static final int CAPACITY = 40_000;

    private static final int FIRST = 0;
    private static final int END = 1;
    private static final int HEADER = 8;
    /** The text of a token has 35 characters. */
    private static final int LONGS_PER_TEXT = 5;

    private final SharedLongs memory;

    private Board(SharedLongs memory) {
        this.memory = memory;
    }

    static Board open(Path file) {
        return new Board(SharedLongs.open(file, HEADER + CAPACITY * LONGS_PER_TEXT));
    }

    /** Adds a trial at the end of the window. */
    int add(String text) {
        int trial = end();
        if (trial == CAPACITY) {
            throw new IllegalStateException("No more than " + CAPACITY + " trials fit");
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            int index = HEADER + trial * LONGS_PER_TEXT + i / Long.BYTES;
            memory.set(index, memory.get(index) | (long) bytes[i] << Byte.SIZE * (i % Long.BYTES));
        }
        memory.set(END, trial + 1L);
        return trial;
    }

    /** Takes all trials before this one out of the window. */
    void retireBefore(int trial) {
        memory.set(FIRST, trial);
    }

    int first() {
        return (int) memory.get(FIRST);
    }

    int end() {
        return (int) memory.get(END);
    }

    String text(int trial) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LONGS_PER_TEXT * Long.BYTES; i++) {
            long word = memory.get(HEADER + trial * LONGS_PER_TEXT + i / Long.BYTES);
            char character = (char) (word >>> Byte.SIZE * (i % Long.BYTES) & 0x7f);
            if (character != 0) {
                text.append(character);
            }
        }
        return text.toString();
    }
}
