package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.TokenHash;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few hashers shared by many threads. A thread takes the hasher in the slot that its id selects, or creates one if the
 * slot is empty, and puts it back: nothing blocks, and at most one hasher is kept per slot. A {@code ThreadLocal} would keep
 * one per virtual thread.
 */
public final class HasherPool {

    /** A power of two. */
    private static final int SLOTS = 64;
    /** The distance between two slots, so that they do not share a cache line. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable TokenHasher> slots = new AtomicReferenceArray<>(SLOTS * STRIDE);
    private final List<TokenCodec> formats;

    /** Hashers of tokens that have one of these formats. */
    public HasherPool(List<TokenCodec> formats) {
        this.formats = formats;
    }

    /** The SHA-256 of a presented token, or {@code null} if it has none of the formats. */
    public @Nullable TokenHash hash(String presented) {
        int slot = slot();
        TokenHasher pooled = slots.getAndSet(slot, null);
        TokenHasher hasher = pooled != null ? pooled : TokenHasher.of(formats);
        TokenHash hash = hasher.hash(presented);
        slots.setRelease(slot, hasher);
        return hash;
    }

    @SuppressWarnings(
            "deprecation") // Thread.threadId() is newer than Java 17, and this only spreads threads over slots.
    private static int slot() {
        return ((int) Thread.currentThread().getId() & (SLOTS - 1)) * STRIDE;
    }
}
