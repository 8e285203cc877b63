package io.anchorify.benchmarks.stack;

import io.anchorify.auth.TokenHash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Hashes without allocating anything but the hash: digests and their buffers are used again, by whoever comes next. */
final class DigestPool {

    private static final int SLOTS = 64;
    private static final int STRIDE = 16;
    private static final int LONGEST = 512;

    private final AtomicReferenceArray<@Nullable Hasher> slots = new AtomicReferenceArray<>(SLOTS * STRIDE);

    /** The hash of a part of a text that holds ASCII alone. */
    TokenHash hash(String text, int begin) {
        int slot = (System.identityHashCode(Thread.currentThread()) & (SLOTS - 1)) * STRIDE;
        Hasher pooled = slots.getAndSet(slot, null);
        Hasher hasher = pooled != null ? pooled : new Hasher();
        TokenHash hash = hasher.hash(text, begin);
        slots.setRelease(slot, hasher);
        return hash;
    }

    private static final class Hasher {

        private final MessageDigest digest;
        private final byte[] text = new byte[LONGEST];
        private final byte[] result = new byte[TokenHash.LENGTH];

        Hasher() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        TokenHash hash(String presented, int begin) {
            int length = presented.length() - begin;
            copy(presented, begin, length);
            try {
                digest.update(text, 0, length);
                digest.digest(result, 0, result.length);
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
            return TokenHash.of(result);
        }

        private void copy(String presented, int begin, int length) {
            for (int i = 0; i < length; i++) {
                text[i] = (byte) presented.charAt(begin + i);
            }
        }
    }
}
