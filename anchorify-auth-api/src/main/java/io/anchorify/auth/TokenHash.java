package io.anchorify.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token's whole cleartext: what a store keeps, and looks up, instead of the token. Immutable; {@link
 * #equals} compares all 256 bits. {@link #toString()} is redacted, because a hash must not be logged.
 */
public final class TokenHash {

    /** The length of a hash in bytes. */
    public static final int LENGTH = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern BASE64 = Pattern.compile("([A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?");

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private TokenHash(byte[] bytes, int offset) {
        first = (long) LONGS.get(bytes, offset);
        second = (long) LONGS.get(bytes, offset + 8);
        third = (long) LONGS.get(bytes, offset + 16);
        fourth = (long) LONGS.get(bytes, offset + 24);
    }

    /**
     * A hash from its bytes.
     *
     * @param bytes exactly 32 bytes, which are copied
     * @return the hash
     * @throws IllegalArgumentException if the array does not have exactly 32 bytes
     */
    public static TokenHash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A token hash has 32 bytes, not " + bytes.length);
        }
        return new TokenHash(bytes, 0);
    }

    /**
     * A hash from a text, as other systems store it.
     *
     * @param sha256 the SHA-256 of a token's whole cleartext: 64 hexadecimal digits in upper or lower case, or base64, standard
     *     or URL-safe, with or without padding
     * @return the hash
     * @throws IllegalArgumentException if the text does not have that form; the message does not contain it
     */
    public static TokenHash parse(String sha256) {
        if (HEX.matcher(sha256).matches()) {
            return of(HexFormat.of().parseHex(sha256));
        }
        if (!BASE64.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A SHA-256 must have 64 hexadecimal digits, or 43 base64 digits with or"
                    + " without padding; this text has " + sha256.length() + " characters");
        }
        return ofBase64(sha256);
    }

    /** The last digit has two bits more than the hash. Other encoders leave them zero, so that a changed one is noticed. */
    private static TokenHash ofBase64(String sha256) {
        String urlSafe = sha256.substring(0, 43).replace('+', '-').replace('/', '_');
        byte[] bytes = Base64.getUrlDecoder().decode(urlSafe);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(urlSafe)) {
            throw new IllegalArgumentException("The last base64 digit of a SHA-256 has bits that no encoder sets:"
                    + " the text was changed or is not a SHA-256");
        }
        return of(bytes);
    }

    /** {@return the 32 bytes, in a new array} */
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        LONGS.set(bytes, 0, first);
        LONGS.set(bytes, 8, second);
        LONGS.set(bytes, 16, third);
        LONGS.set(bytes, 24, fourth);
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenHash that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    /** Any bits of a cryptographic hash are evenly distributed. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    /** {@return a text without the hash} */
    @Override
    public String toString() {
        return "TokenHash[redacted]";
    }
}
