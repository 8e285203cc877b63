package io.anchorify.auth.model;

import java.util.Arrays;
import java.util.Map;

/**
 * Packs, unpacks or lists the fields of a {@link State}. A state lists them once, in a fixed order, each as {@code field =
 * codec.number("name", field)}, so that packing, unpacking and traces always agree.
 *
 * <p>One class with branches for all three, because a search spends much of its time here, and a branch is faster than a
 * virtual call with three targets.
 */
final class StateCodec {

    /** Four bits per field hold the numbers from -1 to 14. */
    private static final int BITS = 4;

    private static final int MASK = (1 << BITS) - 1;

    private final long[] key;
    private final boolean writes;
    private final Map<String, Object> names;
    private String part = "";
    private int word;
    private int shift;

    private StateCodec(long[] key, boolean writes, Map<String, Object> names) {
        this.key = key;
        this.writes = writes;
        this.names = names;
    }

    /** Packs states into this key. */
    static StateCodec writingTo(long[] key) {
        return new StateCodec(key, true, null);
    }

    /** Unpacks states out of this key. */
    static StateCodec readingFrom(long[] key) {
        return new StateCodec(key, false, null);
    }

    /** Lists the fields of states in this map. */
    static StateCodec namedIn(Map<String, Object> names) {
        return new StateCodec(new long[0], false, names);
    }

    /** A key for a number of fields. */
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

    /** Starts the fields of a part of the state. */
    void part(String name) {
        part = name;
    }

    /** Takes the value of a field, and returns its new value. */
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
            throw new ArithmeticException(part + "." + name + " does not fit into four bits: " + value);
        }
        key[word] |= value + 1L << shift;
        return value;
    }

    private void list(String name, Object value) {
        if (names.put(part + "." + name, value) != null) {
            throw new IllegalStateException("Two fields have the name " + part + "." + name);
        }
    }
}
