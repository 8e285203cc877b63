package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenHash;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Ids and hashes that are spread like real ones, whose order says nothing about the order of insertion. */
final class SpreadKeys {

    private SpreadKeys() {}

    static String id(int number) {
        return Long.toHexString(new SplittableRandom(number).nextLong()) + "-" + number;
    }

    static TokenHash hash(int number) {
        SplittableRandom bits = new SplittableRandom(number);
        ByteBuffer hash = ByteBuffer.allocate(TokenHash.LENGTH);
        while (hash.hasRemaining()) {
            hash.putLong(bits.nextLong());
        }
        return TokenHash.of(hash.array());
    }
}
