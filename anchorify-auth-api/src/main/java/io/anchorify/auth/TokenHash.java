package io.anchorify.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token's whole cleartext: what a store keeps, and looks up, instead of the token. Immutable; {@link
 * #equals} compares all 256 bits. {@link #toString()} is redacted, because a hash must not be logged.
 */
public final class TokenHash {

    /** The length of a hash in bytes. */
    public static final int LENGTH = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
