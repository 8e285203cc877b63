package io.anchorify.auth;

import io.anchorify.auth.Authentication.Authenticated;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A good token with everything that a hit needs, made once: the principal, and its times on the monotonic clock. */
final class CachedToken extends Verdict {

    private static final VarHandle NEXT_WRITE;

    static {
        try {
            NEXT_WRITE = MethodHandles.lookup().findVarHandle(CachedToken.class, "nextWrite", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TokenPrincipal principal;
    private final boolean expires;
    private final long expiresAt;
    private volatile long nextWrite;

    /** A token that is good for as long as it is fresh. */
    CachedToken(TokenHash hash, TokenPrincipal principal, long freshUntil, long nextWrite) {
        this(hash, principal, false, 0, freshUntil, nextWrite);
    }

    /** A token that ends at a moment of the monotonic clock. */
    CachedToken(TokenHash hash, TokenPrincipal principal, long expiresAt, long freshUntil, long nextWrite) {
        this(hash, principal, true, expiresAt, freshUntil, nextWrite);
    }

    private CachedToken(
            TokenHash hash,
            TokenPrincipal principal,
            boolean expires,
            long expiresAt,
            long freshUntil,
            long nextWrite) {
        super(hash, freshUntil);
        this.principal = principal;
        this.expires = expires;
        this.expiresAt = expiresAt;
        this.nextWrite = nextWrite;
    }

    /** Made anew, which costs less than another object to fetch from memory. */
    Authenticated answer() {
        return new Authenticated(principal);
    }

    String id() {
        return principal.tokenId();
    }

    String owner() {
        return principal.owner();
    }

    /** Whether it is an owner's, given by {@link TokenPrincipal#bytesOf}. */
    boolean isOf(byte[] owner) {
        return principal.isOf(owner);
    }

    boolean isExpiredAt(long nanoTime) {
        return expires && nanoTime - expiresAt >= 0;
    }

    /**
     * Takes the right to write a use, of which there is one an interval however many threads ask.
     *
     * @return whether the caller has it; the next is due one interval from now
     */
    boolean takeWriteAt(long nanoTime, long interval) {
        long due = nextWrite;
        return nanoTime - due >= 0 && NEXT_WRITE.compareAndSet(this, due, nanoTime + interval);
    }

    /** Takes over when the next write is due: the store may not have heard yet of the last one. */
    void continueFrom(CachedToken before) {
        long due = before.nextWrite;
        if (due - nextWrite > 0) {
            nextWrite = due;
        }
    }

    /** Gives the right to the first caller after a moment: a use that was taken could not be kept. */
    void deferWriteUntil(long nanoTime) {
        nextWrite = nanoTime;
    }
}
