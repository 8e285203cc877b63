package io.anchorify.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The alphabet of tokens: digits, then upper case, then lower case. */
final class Base62 {

    private static final byte[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[128];

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** A number times this is that number in each byte. */
    private static final long EACH = 0x0101_0101_0101_0101L;

    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (byte value = 0; value < DIGITS.length; value++) {
            VALUES[DIGITS[value]] = value;
        }
    }

    private Base62() {}

    /**
     * Whether all characters of a part are digits.
     *
     * @param text ASCII, of which the part is a multiple of eight long: eight are looked at at once
     */
    static boolean areDigits(byte[] text, int from, int to) {
        long all = HIGHEST_BITS;
        for (int i = from; i < to; i += Long.BYTES) {
            long characters = (long) LONGS.get(text, i);
            long lowerCase = characters | 0x20 * EACH;
            all &= between(characters, '0', '9') | between(lowerCase, 'a', 'z');
        }
        return all == HIGHEST_BITS;
    }

    /** Sets the highest bit of each byte that is in a range. No byte has it before, so no sum reaches into the next one. */
    private static long between(long characters, char first, char last) {
        long fromFirst = characters + (0x80 - first) * EACH;
        long behindLast = characters + (0x7F - last) * EACH;
        return fromFirst & ~behindLast & HIGHEST_BITS;
    }

    /** Fills a part of the array with digits that are each equally likely. */
    static void random(RandomGenerator random, byte[] target, int from, int to) {
        for (int i = from; i < to; i++) {
            target[i] = DIGITS[random.nextInt(DIGITS.length)];
        }
    }

    /** Writes a number with leading zeros, the highest digit first. */
    static void encode(long number, byte[] target, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            target[i] = DIGITS[(int) (rest % DIGITS.length)];
            rest /= DIGITS.length;
        }
    }

    /** Reads what {@link #encode} writes. The bytes are digits. */
    static long decode(byte[] digits, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * DIGITS.length + VALUES[digits[i]];
        }
        return number;
    }
}
