package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Alphabet;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Encodes and checks tokens of one format. Our own are a prefix, 26 random base62 digits, and 6 digits that are the CRC32 of
 * everything before them. Foreign ones are a prefix and characters of an alphabet. Immutable.
 *
 * @param shortest the length of the shortest token, in characters and in bytes, with its prefix
 * @param longest the length of the longest token
 * @param checksum whether the last six digits have to be the checksum
 */
public record TokenCodec(String prefix, Alphabet alphabet, int shortest, int longest, boolean checksum) {

    private static final int RANDOM_LENGTH = 26;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern OWN_PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final Pattern FOREIGN_PREFIX = Pattern.compile("[A-Za-z0-9._~+/-]{0,64}");
    private static final int SHORTEST_REST = 16;
    /** The longest token that a filter accepts. */
    private static final int LONGEST = 512;

    /**
     * Our own format.
     *
     * @throws IllegalArgumentException if the prefix is not 1 to 16 characters of {@code A-Z a-z 0-9 _ -}
     */
    public static TokenCodec own(String prefix) {
        if (!OWN_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix must be 1 to 16 characters of A-Z, a-z, 0-9, '_' and '-'");
        }
        int length = prefix.length() + RANDOM_LENGTH + CHECKSUM_LENGTH;
        return new TokenCodec(prefix, Alphabet.BASE62, length, length, true);
    }

    /**
     * The format of another system.
     *
     * @throws IllegalArgumentException if the prefix or a length is out of range
     */
    public static TokenCodec foreign(String prefix, Alphabet alphabet, int shortest, int longest) {
        if (!FOREIGN_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The prefix of a foreign token must be at most 64 characters of A-Z, a-z, 0-9 and -._~+/");
        }
        int lowest = prefix.length() + SHORTEST_REST;
        if (shortest < lowest || longest < shortest || longest > LONGEST) {
            throw new IllegalArgumentException("A foreign token with a prefix of " + prefix.length()
                    + " characters must have " + lowest + " to " + LONGEST + " characters in total, not " + shortest
                    + " to " + longest);
        }
        return new TokenCodec(prefix, alphabet, shortest, longest, false);
    }

    /** Makes up a token of our own format. */
    public String newToken(RandomGenerator random) {
        byte[] token = new byte[longest];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, token, 0, prefix.length());
        Base62.random(random, token, prefix.length(), checksumAt());
        Base62.encode(checksumOf(token, new CRC32()), token, checksumAt(), longest);
        return new String(token, StandardCharsets.US_ASCII);
    }

    /**
     * Copies a text that has this format.
     *
     * @param target at least {@link #longest()} bytes, of no use if the result is {@code false}
     * @return whether the text has the format, the checksum included
     */
    public boolean decode(String text, byte[] target, CRC32 crc) {
        int length = text.length();
        if (length < shortest || length > longest || !text.startsWith(prefix)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (i >= prefix.length() && !alphabet.contains(c)) {
                return false;
            }
            target[i] = (byte) c;
        }
        return checksum ? hasChecksum(target, crc) : endsWithItsPadding(text);
    }

    /** Whether every text that has the other format has this one, too. */
    public boolean includes(TokenCodec other) {
        return equals(other)
                || (!checksum
                        && other.prefix.startsWith(prefix)
                        && alphabet.containsAll(other.prefix.substring(prefix.length()))
                        && alphabet.containsAll(other.alphabet.characters())
                        && shortest <= other.shortest
                        && other.longest <= longest);
    }

    private boolean hasChecksum(byte[] token, CRC32 crc) {
        return Base62.decode(token, checksumAt(), longest) == checksumOf(token, crc);
    }

    private long checksumOf(byte[] token, CRC32 crc) {
        crc.reset();
        crc.update(token, 0, checksumAt());
        return crc.getValue();
    }

    private int checksumAt() {
        return longest - CHECKSUM_LENGTH;
    }

    /** The b64token of RFC 6750 has {@code =} at its end only, after another character. */
    private static boolean endsWithItsPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return end > 0 && text.lastIndexOf('=', end - 1) < 0;
    }
}
