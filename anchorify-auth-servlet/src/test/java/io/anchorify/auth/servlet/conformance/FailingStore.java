package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.TokenStore;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The in-memory store with failing or blocked lookups on request. */
final class FailingStore extends ForwardingTokenStore {

    final AtomicInteger finds = new AtomicInteger();
    volatile boolean broken;
    volatile CountDownLatch hangingUntil = new CountDownLatch(0);

    FailingStore() {
        super(TokenStore.inMemory());
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        finds.incrementAndGet();
        if (broken) {
            throw new TokenStoreException("SELECT secret FROM somewhere: the test broke the store", null);
        }
        try {
            hangingUntil.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return super.findByHash(hash);
    }
}
