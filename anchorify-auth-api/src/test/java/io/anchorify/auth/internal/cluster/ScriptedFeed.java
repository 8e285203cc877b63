package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;

/** A feed whose list of nodes is given by a test. */
final class ScriptedFeed implements ChangeFeed {

    volatile Function<Collection<UUID>, NodeList> nodes = changes -> {
        throw new IllegalStateException("The test has set no list of nodes");
    };
    volatile int listings;

    @Override
    public NodeList nodes(Collection<UUID> changes) {
        listings++;
        return nodes.apply(changes);
    }

    @Override
    public FeedReader open(UUID node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void announce() {
        // No node waits for it.
    }

    @Override
    public boolean remove(RegisteredNode node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prune(FeedPosition upTo) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(String server) {
        // No test reads it.
    }
}
