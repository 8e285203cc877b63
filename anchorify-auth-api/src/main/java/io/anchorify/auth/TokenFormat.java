package io.anchorify.auth;

import io.anchorify.auth.internal.lookup.TokenCodec;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The format of a token: the prefix, 26 random base62 digits (154 bits), and 6 digits that are the CRC32 of everything
 * before them, in base62 with leading zeros. The digits are {@code 0-9 A-Z a-z}, in this order.
 *
 * <p>A client or a secret scanner {@linkplain #matches asks} whether a text can be a token at all, and so detects a mistyped
 * or truncated one without a request. A {@link TokenService} does the same before it hashes or looks up anything. A text with
 * this format need not be a token; only the service that issued it knows.
 *
 * <p>Immutable, and safe for concurrent use.
 */
public final class TokenFormat {

    /** The prefix of tokens unless another one is configured. */
    static final String DEFAULT_PREFIX = "jf_";

    private final TokenCodec codec;

    private TokenFormat(TokenCodec codec) {
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
        return new TokenFormat(new TokenCodec(prefix, true));
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
        byte[] scratch = new byte[codec.length()];
        try {
            return codec.decode(presented, scratch, new CRC32());
        } finally {
            // Leave no cleartext for a heap dump.
            Arrays.fill(scratch, (byte) 0);
        }
    }

    /** {@return the prefix, which is not secret} */
    @Override
    public String toString() {
        return "TokenFormat[" + codec.prefix() + "]";
    }
}
