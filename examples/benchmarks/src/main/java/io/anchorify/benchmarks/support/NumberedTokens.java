package io.anchorify.benchmarks.support;

import io.anchorify.auth.TokenFormat;
import io.anchorify.auth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Tokens of the standard format that are made out of their number whenever they are needed, so that a million of them
 * take no memory. A series with another name has other tokens. Safe for use by concurrent threads.
 */
public final class NumberedTokens {

    private static final byte[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PREFIX = "jf_".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_AT = PREFIX.length + 26;
    private static final int LENGTH = CHECKSUM_AT + 6;
    private static final int CHECKED = 1000;

    private final long series;

    private NumberedTokens(long series) {
        this.series = series;
    }

    /**
     * A series of tokens, the first of which are checked to be what the library takes for tokens.
     *
     * @param name what the series is for
     * @return the series
     * @throws IllegalStateException if this class and the library do not agree about the format
     */
    public static NumberedTokens series(String name) {
        NumberedTokens tokens = new NumberedTokens((long) name.hashCode() << Integer.SIZE);
        TokenFormat format = TokenFormat.standard();
        for (int number = 0; number < CHECKED; number++) {
            if (!format.matches(tokens.wellFormed(number)) || format.matches(tokens.malformed(number))) {
                throw new IllegalStateException("The library has another idea of the format of a token");
            }
        }
        return tokens;
    }

    /**
     * A token with the right checksum.
     *
     * @param number which one
     * @return always the same text for a number
     */
    public String wellFormed(long number) {
        return new String(bytes(number), StandardCharsets.US_ASCII);
    }

    /**
     * The same token with a slip in its last digit, so that the checksum is wrong.
     *
     * @param number which one
     * @return always the same text for a number
     */
    public String malformed(long number) {
        byte[] token = bytes(number);
        token[LENGTH - 1] = token[LENGTH - 1] == DIGITS[0] ? DIGITS[1] : DIGITS[0];
        return new String(token, StandardCharsets.US_ASCII);
    }

    /**
     * The hash by which a store knows a token.
     *
     * @param presented the token's cleartext
     * @return its SHA-256
     */
    public static TokenHash hashOf(String presented) {
        return TokenHash.of(sha256(presented));
    }

    /**
     * The SHA-256 of a token, made as an application makes it by hand.
     *
     * @param presented the token's cleartext
     * @return a new array
     */
    public static byte[] sha256(String presented) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(presented.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(long number) {
        byte[] token = new byte[LENGTH];
        System.arraycopy(PREFIX, 0, token, 0, PREFIX.length);
        SplittableRandom random = new SplittableRandom(series + number);
        for (int i = PREFIX.length; i < CHECKSUM_AT; i++) {
            token[i] = DIGITS[random.nextInt(DIGITS.length)];
        }
        CRC32 crc = new CRC32();
        crc.update(token, 0, CHECKSUM_AT);
        writeNumber(crc.getValue(), token);
        return token;
    }

    /** With leading zeros, to the end of the token. */
    private static void writeNumber(long number, byte[] token) {
        long rest = number;
        for (int i = LENGTH - 1; i >= CHECKSUM_AT; i--) {
            token[i] = DIGITS[(int) (rest % DIGITS.length)];
            rest /= DIGITS.length;
        }
    }
}
