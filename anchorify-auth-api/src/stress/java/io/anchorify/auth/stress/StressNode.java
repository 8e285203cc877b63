package io.anchorify.auth.stress;

import static io.anchorify.auth.stress.StressToken.NOW;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.internal.cluster.FailoverDetector;
import io.anchorify.auth.internal.cluster.FeedConsumer;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.cluster.Timing;
import io.anchorify.auth.internal.lookup.CachingAuthenticator;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenLoader;

/** The parts of a node that take part in a revocation. It has read the feed before the token is revoked. */
final class StressNode {

    final StressStore store = new StressStore();
    final StressFeed feed = new StressFeed();
    final TokenCache cache = new TokenCache(10);
    final Term term = new Term(() -> NOW);
    final TokenLoader loader = new TokenLoader(store, cache, StressToken.EVALUATOR, StressToken.limiter());

    private final FeedConsumer consumer =
            new FeedConsumer(cache, term, new FailoverDetector(Timing.DEFAULT), Timing.DEFAULT, StressToken.CLOCKS);
    private final CachingAuthenticator authenticator = new CachingAuthenticator(
            StressToken.HASHERS, term, cache, loader, owner -> false, StressToken.USAGE, () -> NOW, () -> {});

    StressNode() {
        poll();
    }

    /** Puts the token into the cache. */
    void cacheTheToken() {
        cache.put(StressToken.HASH, store.read(), cache.fence());
    }

    void commitTheRevocation() {
        store.revoke();
        feed.commit();
    }

    /** Reads the feed, invalidates, begins a term, acknowledges. */
    void poll() {
        consumer.poll(feed);
    }

    /** Whether a request with the token is accepted. */
    boolean accepts() {
        return authenticator.authenticate(StressToken.CLEARTEXT) instanceof Authenticated;
    }
}
