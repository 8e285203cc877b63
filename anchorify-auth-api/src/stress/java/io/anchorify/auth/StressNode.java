package io.anchorify.auth;

import static io.anchorify.auth.StressToken.NOW;

import io.anchorify.auth.Authentication.Authenticated;

/** A node as {@link TokenServiceBuilder} puts it together, which has read the feed before the token is revoked. */
final class StressNode {

    final StressStore store = new StressStore();
    final StressFeed feed = new StressFeed();
    final TokenCache cache = new TokenCache(10);
    final Term term = new Term(() -> NOW);
    final Lookups lookups = new Lookups(store, cache, StressToken.VERDICTS, StressToken.limit(), Lookup::await);

    private final Follower follower =
            new Follower(cache, term, new ServerWatch(Timing.DEFAULT), Timing.DEFAULT, () -> NOW);
    private final Authenticator authenticator = new Authenticator(
            StressToken.HASHERS, term, cache, lookups, owner -> false, StressToken.LAST_USED, () -> NOW, () -> {});

    StressNode() {
        round();
    }

    /** Makes the next request find the token in the cache, if it is within a term. */
    void cacheTheToken() {
        cache.put(store.read(), cache.fence());
    }

    void commitTheRevocation() {
        store.revoke();
        feed.commit();
    }

    /** Reads the feed, drops, begins a term, acknowledges. */
    void round() {
        follower.round(feed);
    }

    /** Whether a request with the token is let in. */
    boolean letsIn() {
        String text = StressToken.SECRET.reveal();
        return authenticator.authenticate(text, 0, text.length()) instanceof Authenticated;
    }
}
