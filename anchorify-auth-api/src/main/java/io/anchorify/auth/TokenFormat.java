package io.anchorify.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The shape of a token: the prefix, 26 random base62 digits (154 bits), and 6 that are the CRC32 of all before them, in
 * base62 with leading zeros. The digits are {@code 0-9 A-Z a-z}, in this order.
 *
 * <p>A client or a scanner {@linkplain #matches asks} it whether a text can be a token at all: a mistyped or truncated
 * one is told without a request. A {@link TokenService} does the same before it hashes or looks up anything. What is of
 * this shape need not be a token; only the service that issued it knows.
 *
 * <p>Immutable, and safe for use by concurrent threads.
 */
public final class TokenFormat {

    /** What tokens begin with unless another prefix is configured. */
    static final String DEFAULT_PREFIX = "jf_";

    private static final int RANDOM_LENGTH = 26;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,16}");

    private final byte[] prefix;
    private final boolean checksum;
    private final int checksumAt;
    private final int length;

    /**
     * The format of a service whose prefix was not changed.
     *
     * @return the format with the prefix {@code jf_} and a checksum
     */
    public static TokenFormat standard() {
        return withPrefix(DEFAULT_PREFIX);
    }

    /**
     * The format of a service with a prefix of its own.
     *
     * @param prefix 1 to 16 characters out of {@code A-Z a-z 0-9 _ -}
     * @return the format with that prefix and a checksum
     * @throws IllegalArgumentException if the prefix is not of that kind
     * @see TokenServiceBuilder#prefix
     */
    public static TokenFormat withPrefix(String prefix) {
        return new TokenFormat(prefix, true);
    }

    TokenFormat(String prefix, boolean checksum) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix is 1 to 16 characters out of A-Z, a-z, 0-9, '_' and '-'");
        }
        this.prefix = prefix.getBytes(StandardCharsets.US_ASCII);
        this.checksum = checksum;
        this.checksumAt = prefix.length() + RANDOM_LENGTH;
        this.length = checksumAt + CHECKSUM_LENGTH;
    }

    /**
     * Whether a text is of this shape, checksum included. It is compared as it stands: white space around it, say, is
     * not of this shape.
     *
     * @param presented what might be a token; any text, of any length
     * @return {@code false} if no service with this format can have issued it
     * @throws NullPointerException if the text is {@code null}
     */
    public boolean matches(String presented) {
        byte[] scratch = new byte[length];
        try {
            return read(presented, 0, presented.length(), scratch, new CRC32());
        } finally {
            // No cleartext stays behind for a heap dump to show.
            Arrays.fill(scratch, (byte) 0);
        }
    }

    /** {@return the prefix, which is no secret} */
    @Override
    public String toString() {
        return "TokenFormat[" + new String(prefix, StandardCharsets.US_ASCII) + "]";
    }

    /** The length of every token, in characters and in bytes. */
    int length() {
        return length;
    }

    /** Where the random digits begin, behind the prefix. */
    int randomAt() {
        return prefix.length;
    }

    /** Where the checksum begins, behind the random digits. */
    int checksumAt() {
        return checksumAt;
    }

    void writePrefix(byte[] target) {
        System.arraycopy(prefix, 0, target, 0, prefix.length);
    }

    /** Writes the checksum of what stands before it. */
    void writeChecksum(byte[] token, CRC32 crc) {
        Base62.encode(checksumOf(token, crc), token, checksumAt, length);
    }

    /**
     * Copies a presented token, a part of a text, if it is of this shape.
     *
     * @param target at least {@link #length()} bytes, which hold nothing of use if the answer is {@code false}
     */
    @SuppressWarnings("deprecation") // It copies the low byte of each character, which is all of it: they are ASCII.
    boolean read(String text, int begin, int end, byte[] target, CRC32 crc) {
        if (end - begin != length || !isAscii(text, begin, end)) {
            return false;
        }
        text.getBytes(begin, end, target, 0);
        return beginsWithPrefix(target)
                && Base62.areDigits(target, prefix.length, length)
                && (!checksum || Base62.decode(target, checksumAt, length) == checksumOf(target, crc));
    }

    private boolean beginsWithPrefix(byte[] token) {
        for (int i = 0; i < prefix.length; i++) {
            if (token[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Looks at all of them in any case: a branch for each would take longer. */
    private static boolean isAscii(String text, int begin, int end) {
        int bits = 0;
        for (int i = begin; i < end; i++) {
            bits |= text.charAt(i);
        }
        return bits < 128;
    }

    private long checksumOf(byte[] token, CRC32 crc) {
        crc.reset();
        crc.update(token, 0, checksumAt);
        return crc.getValue();
    }
}
