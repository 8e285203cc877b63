package io.anchorify.auth;

import io.anchorify.auth.internal.lookup.TokenCodec;
import io.anchorify.auth.internal.lookup.TokenHasher;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The format of a token. Ours is the prefix, 26 random base62 digits (154 bits), and 6 digits that are the CRC32 of
 * everything before them, in base62 with leading zeros. The digits are {@code 0-9 A-Z a-z}, in this order. A {@linkplain
 * #foreign foreign} one is that of tokens that another system issued: a prefix, an alphabet and a length, without a checksum.
 *
 * <p>A client or a secret scanner {@linkplain #matches asks} whether a text can be a token at all, and so detects a mistyped
 * or truncated one without a request. A {@link TokenService} does the same before it hashes or looks up anything. A text with
 * this format need not be a token; only the service that issued it knows.
 *
 * <p>Immutable, and safe for concurrent use. Two formats that match the same texts by the same rules are equal.
 */
public final class TokenFormat {

    /** The prefix of tokens unless another one is configured. */
    static final String DEFAULT_PREFIX = "jf_";

    private final TokenCodec codec;

    TokenFormat(TokenCodec codec) {
        this.codec = codec;
    }

    /**
     * The format of a service whose prefix was not changed.
     *
     * @return the format with the prefix {@code jf_} and a checksum
     */
    public static TokenFormat standard() {
        return withPrefix(DEFAULT_PREFIX);
    }

    /**
     * The format of a service with another prefix.
     *
     * @param prefix 1 to 16 characters of {@code A-Z a-z 0-9 _ -}
     * @return the format with that prefix and a checksum
     * @throws IllegalArgumentException if the prefix does not have that form
     * @see TokenServiceBuilder#prefix
     */
    public static TokenFormat withPrefix(String prefix) {
        return new TokenFormat(TokenCodec.own(prefix));
    }

    /**
     * The format of another system's tokens of one length, without a prefix.
     *
     * @param alphabet the characters of the tokens
     * @param length 16 to 512
     * @return the format without a checksum
     * @throws IllegalArgumentException if the length is out of range
     */
    public static TokenFormat foreign(Alphabet alphabet, int length) {
        return foreign("", alphabet, length, length);
    }

    /**
     * The format of another system's tokens.
     *
     * @param prefix what every token begins with: at most 64 characters of {@code A-Z a-z 0-9 - . _ ~ + /}; empty for none
     * @param alphabet the characters after the prefix
     * @param shortest the length of the shortest token, its prefix included: at least 16 more than the prefix
     * @param longest the length of the longest token, its prefix included: at most 512
     * @return the format without a checksum
     * @throws IllegalArgumentException if the prefix or a length is out of range
     * @see TokenServiceBuilder#accept
     */
    public static TokenFormat foreign(String prefix, Alphabet alphabet, int shortest, int longest) {
        return new TokenFormat(TokenCodec.foreign(prefix, alphabet, shortest, longest));
    }

    /**
     * Whether a text has this format, the checksum included. The text is compared as it is: white space around a token, for
     * example, is not part of the format.
     *
     * @param presented any text, of any length
     * @return {@code false} if no service with this format can have issued it
     * @throws NullPointerException if the text is {@code null}
     */
    public boolean matches(String presented) {
        byte[] scratch = new byte[codec.longest()];
        try {
            return codec.decode(presented, scratch, new CRC32());
        } finally {
            // Leave no cleartext for a heap dump.
            Arrays.fill(scratch, (byte) 0);
        }
    }

    /**
     * Hashes a token that another system stores in cleartext, so that it can be imported.
     *
     * @param token a token with this format
     * @return its hash
     * @throws IllegalArgumentException if the text does not have this format; the message does not contain it
     */
    public TokenHash hash(String token) {
        TokenHash hash = TokenHasher.of(List.of(codec)).hash(token);
        if (hash == null) {
            throw new IllegalArgumentException("A text with " + token.length() + " characters does not have the format "
                    + this + ": correct the format, or leave this token out of the import");
        }
        return hash;
    }

    /** {@return what every token begins with; empty if there is no prefix} */
    public String prefix() {
        return codec.prefix();
    }

    /** {@return the characters after the prefix} */
    public Alphabet alphabet() {
        return codec.alphabet();
    }

    /** {@return the length of the shortest token, its prefix included} */
    public int shortest() {
        return codec.shortest();
    }

    /** {@return the length of the longest token, its prefix included} */
    public int longest() {
        return codec.longest();
    }

    /** {@return whether this is our own format, whose last six digits are a checksum} */
    public boolean hasChecksum() {
        return codec.checksum();
    }

    /** Whether every text with the other format has this one, too. */
    boolean includes(TokenFormat other) {
        return codec.includes(other.codec);
    }

    TokenCodec codec() {
        return codec;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenFormat that && codec.equals(that.codec);
    }

    @Override
    public int hashCode() {
        return codec.hashCode();
    }

    /** {@return a Java expression for this format, which is not secret} */
    @Override
    public String toString() {
        return codec.checksum()
                ? "TokenFormat.withPrefix(\"" + prefix() + "\")"
                : "TokenFormat.foreign(\"" + prefix() + "\", " + alphabet() + ", " + shortest() + ", " + longest()
                        + ")";
    }
}
