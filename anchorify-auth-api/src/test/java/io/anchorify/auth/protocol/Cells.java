package io.anchorify.auth.protocol;

import java.util.Arrays;
import java.util.Map;

/**
 * What a {@link State} exchanges its fields with. A state lists them once, in a fixed order, each as {@code field =
 * cells.number("name", field)}; so what is packed, what is unpacked and what a trace shows cannot drift apart.
 *
 * <p>One class for all three, with a branch in it, because the compiler makes nothing of that and much of a call that
 * may go three ways; this is where a search spends much of its time.
 */
final class Cells {

    /** Four bits a field, for numbers from -1 to 14. */
    private static final int BITS = 4;

    private static final int MASK = (1 << BITS) - 1;

    private final long[] key;
    private final boolean writes;
    private final Map<String, Object> names;
    private String part = "";
    private int word;
    private int shift;

    private Cells(long[] key, boolean writes, Map<String, Object> names) {
        this.key = key;
        this.writes = writes;
        this.names = names;
    }

    /** Packs states into this key. */
    static Cells writingTo(long[] key) {
        return new Cells(key, true, null);
    }

    /** Unpacks states out of this key. */
    static Cells readingFrom(long[] key) {
        return new Cells(key, false, null);
    }

    /** Lists the fields of states in this map. */
    static Cells namedIn(Map<String, Object> names) {
        return new Cells(new long[0], false, names);
    }

    /** A key that has room for so many fields. */
    static long[] newKey(int fields) {
        return new long[(fields * BITS + Long.SIZE - 1) / Long.SIZE];
    }

    void exchange(State state) {
        word = 0;
        shift = 0;
        if (writes) {
            Arrays.fill(key, 0);
        }
        state.exchange(this);
    }

    /** The fields that follow are of this part of the state. */
    void part(String name) {
        part = name;
    }

    /** Takes the value of a field and returns what it shall be from now on. */
    int number(String name, int value) {
        if (names != null) {
            list(name, value);
            return value;
        }
        int result = writes ? write(name, value) : (int) (key[word] >>> shift & MASK) - 1;
        shift += BITS;
        if (shift == Long.SIZE) {
            shift = 0;
            word++;
        }
        return result;
    }

    boolean flag(String name, boolean value) {
        return number(name, value ? 1 : 0) != 0;
    }

    <E extends Enum<E>> E phase(String name, E value, E[] all) {
        if (names != null) {
            list(name, value);
            return value;
        }
        return all[number(name, value.ordinal())];
    }

    private int write(String name, int value) {
        if (value < -1 || value >= MASK) {
            throw new ArithmeticException(part + "." + name + " does not fit: " + value);
        }
        key[word] |= value + 1L << shift;
        return value;
    }

    private void list(String name, Object value) {
        if (names.put(part + "." + name, value) != null) {
            throw new IllegalStateException("Two fields are called " + part + "." + name);
        }
    }
}
