package io.anchorify.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash in the form in which the cache is asked for it. Unlike a {@link TokenHash} it can be overwritten: a hasher fills
 * its own one again for each request, so that a hit makes no object. For one thread at a time.
 */
final class HashKey {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    long first;
    long second;
    long third;
    long fourth;

    static HashKey of(TokenHash hash) {
        HashKey key = new HashKey();
        key.set(hash.bytes());
        return key;
    }

    /** Takes over the 32 bytes of a hash. */
    void set(byte[] hash) {
        first = (long) LONGS.get(hash, 0);
        second = (long) LONGS.get(hash, 8);
        third = (long) LONGS.get(hash, 16);
        fourth = (long) LONGS.get(hash, 24);
    }

    /** The same hash, as a value of its own. */
    TokenHash toHash() {
        return TokenHash.of(bytes());
    }

    /** Its 32 bytes, in a new array. */
    byte[] bytes() {
        byte[] hash = new byte[TokenHash.LENGTH];
        LONGS.set(hash, 0, first);
        LONGS.set(hash, 8, second);
        LONGS.set(hash, 16, third);
        LONGS.set(hash, 24, fourth);
        return hash;
    }
}
