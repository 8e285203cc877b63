package io.anchorify.auth.jdbc.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The numbered tokens that the nodes try. The test writes it and every node reads it from shared memory, so that a
 * resumed node tries the right tokens immediately.
 */
final class TokenWindow {

    static final int CAPACITY = 40_000;

    private static final int FIRST = 0;
    private static final int END = 1;
    private static final int HEADER = 8;
    /** The text of a token has 35 characters. */
    private static final int LONGS_PER_TEXT = 5;

    private final SharedLongArray memory;

    private TokenWindow(SharedLongArray memory) {
        this.memory = memory;
    }

    static TokenWindow open(Path file) {
        return new TokenWindow(SharedLongArray.open(file, HEADER + CAPACITY * LONGS_PER_TEXT));
    }

    /** Adds a token at the end of the window. */
    int add(String text) {
        int token = end();
        if (token == CAPACITY) {
            throw new IllegalStateException("No more than " + CAPACITY + " tokens fit");
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            int index = HEADER + token * LONGS_PER_TEXT + i / Long.BYTES;
            memory.set(index, memory.get(index) | (long) bytes[i] << Byte.SIZE * (i % Long.BYTES));
        }
        memory.set(END, token + 1L);
        return token;
    }

    /** Removes all tokens before this one. */
    void retireBefore(int token) {
        memory.set(FIRST, token);
    }

    int first() {
        return (int) memory.get(FIRST);
    }

    int end() {
        return (int) memory.get(END);
    }

    String text(int token) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LONGS_PER_TEXT * Long.BYTES; i++) {
            long word = memory.get(HEADER + token * LONGS_PER_TEXT + i / Long.BYTES);
            char character = (char) (word >>> Byte.SIZE * (i % Long.BYTES) & 0x7f);
            if (character != 0) {
                text.append(character);
            }
        }
        return text.toString();
    }
}
