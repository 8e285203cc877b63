package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeScope;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts that this process remembers, keyed by hash. Refusals have a room of their own: however many tokens are
 * made up, they displace no real one.
 *
 * <p>Each verdict knows its deadline and is compared with the one clock reading of the request.
 */
class TokenCache {

    private static final int CACHED_REFUSALS = 10_000;

    private final Fence fence = new Fence();
    private final VerdictTable<CachedToken> tokens;
    private final VerdictTable<Refusal> refusals = new VerdictTable<>(CACHED_REFUSALS);

    TokenCache(int size) {
        tokens = new VerdictTable<>(size);
    }

    @Nullable
    Verdict get(HashKey key, long nanoTime) {
        Verdict verdict = tokens.get(key);
        if (verdict == null) {
            verdict = refusals.get(key);
        }
        return verdict != null && verdict.isFreshAt(nanoTime) ? verdict : null;
    }

    /** Where the fence stands. A lookup takes this before it reads the store. */
    long fence() {
        return fence.position();
    }

    /** Remembers a verdict that was read when the fence stood there, unless something has changed since. */
    void put(Verdict verdict, long readAtFence) {
        fence.ifUnmoved(readAtFence, () -> put(verdict));
    }

    /** Forgets all that a change was made to. */
    void drop(ChangeScope changed) {
        if (changed instanceof ChangeScope.OneToken token) {
            drop(token.hash());
        } else if (changed instanceof ChangeScope.TokensOf tokens) {
            dropOwner(tokens.owner());
        } else {
            dropAll();
        }
    }

    /** Forgets what a hash stood for; what is being read at this moment will not be remembered. */
    private void drop(TokenHash hash) {
        fence.move();
        HashKey key = HashKey.of(hash);
        tokens.remove(key);
        refusals.remove(key);
    }

    /** Forgets an owner's tokens, likewise. */
    private void dropOwner(String owner) {
        fence.move();
        byte[] bytes = TokenPrincipal.bytesOf(owner);
        tokens.removeIf(token -> token.isOf(bytes));
    }

    /** Forgets everything, likewise. */
    void dropAll() {
        fence.move();
        tokens.removeIf(any -> true);
        refusals.removeIf(any -> true);
    }

    /** How many tokens are cached, without the refusals. */
    long size() {
        return tokens.size();
    }

    private void put(Verdict verdict) {
        HashKey key = verdict.key();
        if (verdict instanceof CachedToken token) {
            CachedToken before = tokens.get(key);
            if (before != null) {
                token.continueFrom(before);
            }
            tokens.put(token);
            refusals.remove(key);
        } else if (verdict instanceof Refusal refusal) {
            refusals.put(refusal);
            tokens.remove(key);
        }
    }
}
