package io.anchorify.auth.internal.lookup;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Encodes and checks tokens: a prefix, 26 random base62 digits, and 6 digits that are the CRC32 of everything before them.
 * Immutable.
 */
public final class TokenCodec {

    private static final int RANDOM_LENGTH = 26;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,16}");

    private final String prefix;
    private final boolean checksum;
    private final int checksumAt;
    private final int length;

    /**
     * A codec for one prefix.
     *
     * @param checksum whether the last six digits have to be the checksum
     * @throws IllegalArgumentException if the prefix is not 1 to 16 characters of {@code A-Z a-z 0-9 _ -}
     */
    public TokenCodec(String prefix, boolean checksum) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix must be 1 to 16 characters of A-Z, a-z, 0-9, '_' and '-'");
        }
        this.prefix = prefix;
        this.checksum = checksum;
        this.checksumAt = prefix.length() + RANDOM_LENGTH;
        this.length = checksumAt + CHECKSUM_LENGTH;
    }

    public String prefix() {
        return prefix;
    }

    /** The length of every token, in characters and in bytes. */
    public int length() {
        return length;
    }

    /** Makes up a token. */
    public String newToken(RandomGenerator random) {
        byte[] token = new byte[length];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, token, 0, prefix.length());
        Base62.random(random, token, prefix.length(), checksumAt);
        Base62.encode(checksumOf(token, new CRC32()), token, checksumAt, length);
        return new String(token, StandardCharsets.US_ASCII);
    }

    /**
     * Copies a text that has the token format.
     *
     * @param target {@link #length()} bytes, of no use if the result is {@code false}
     * @return whether the text has the format, the checksum included
     */
    public boolean decode(String text, byte[] target, CRC32 crc) {
        if (text.length() != length || !text.startsWith(prefix)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (i >= prefix.length() && !Base62.isDigit(c)) {
                return false;
            }
            target[i] = (byte) c;
        }
        return !checksum || Base62.decode(target, checksumAt, length) == checksumOf(target, crc);
    }

    private long checksumOf(byte[] token, CRC32 crc) {
        crc.reset();
        crc.update(token, 0, checksumAt);
        return crc.getValue();
    }
}
