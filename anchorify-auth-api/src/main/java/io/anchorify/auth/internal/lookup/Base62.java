package io.anchorify.auth.internal.lookup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The alphabet of tokens and ids: digits, then upper case, then lower case. */
public final class Base62 {

    private static final byte[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (byte value = 0; value < DIGITS.length; value++) {
            VALUES[DIGITS[value]] = value;
        }
    }

    private Base62() {}

    /** Fills a range of the array with uniformly distributed digits. */
    public static void random(RandomGenerator random, byte[] target, int from, int to) {
        for (int i = from; i < to; i++) {
            target[i] = DIGITS[random.nextInt(DIGITS.length)];
        }
    }

    /** Writes a number with leading zeros, the most significant digit first. */
    static void encode(long number, byte[] target, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            target[i] = DIGITS[(int) (rest % DIGITS.length)];
            rest /= DIGITS.length;
        }
    }

    /** Reads what {@link #encode} wrote. Every byte must be a digit. */
    static long decode(byte[] digits, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * DIGITS.length + VALUES[digits[i]];
        }
        return number;
    }
}
