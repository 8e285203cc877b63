package io.anchorify.auth;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few hashers for many threads. A thread takes one from the slot that its id points at, or makes one if that slot is
 * empty, and puts it back; there is nothing to wait for and at most one a slot is kept. A {@code ThreadLocal} would keep
 * one for each virtual thread instead.
 */
final class HasherPool {

    /** A power of two. */
    private static final int SLOTS = 64;
    /** Slots lie this far apart, so that two of them do not share a cache line. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable TokenHasher> slots = new AtomicReferenceArray<>(SLOTS * STRIDE);
    private final Supplier<TokenHasher> newHasher;

    HasherPool(Supplier<TokenHasher> newHasher) {
        this.newHasher = newHasher;
    }

    /** Takes a hasher, which is this thread's until it {@linkplain #giveBack gives it back}. */
    TokenHasher take() {
        TokenHasher pooled = slots.getAndSet(slot(), null);
        return pooled != null ? pooled : newHasher.get();
    }

    void giveBack(TokenHasher hasher) {
        slots.setRelease(slot(), hasher);
    }

    /** The hash of a secret, which is of the token format. */
    TokenHash hashOf(Secret secret) {
        TokenHasher hasher = take();
        String text = secret.reveal();
        TokenHash hash =
                Objects.requireNonNull(hasher.hash(text, 0, text.length())).toHash();
        giveBack(hasher);
        return hash;
    }

    @SuppressWarnings(
            "deprecation") // Thread.threadId() is newer than Java 17, and this only spreads threads over slots.
    private static int slot() {
        return ((int) Thread.currentThread().getId() & (SLOTS - 1)) * STRIDE;
    }
}
