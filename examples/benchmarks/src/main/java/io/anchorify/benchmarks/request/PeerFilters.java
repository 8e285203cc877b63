package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The same filters for a whole server, with tokens that come from elsewhere. */
public enum PeerFilters {

    /** {@link ByHand}. */
    BY_HAND(ByHand::new),

    /** {@link SpringPeer#byDefault}. */
    SPRING(SpringPeer::byDefault),

    /** {@link SpringPeer#trimmed}. */
    SPRING_TRIMMED(SpringPeer::trimmed),

    /** {@link ShiroPeer#byDefault}. */
    SHIRO(ShiroPeer::byDefault),

    /** {@link ShiroPeer#tuned}. */
    SHIRO_TUNED(ShiroPeer::tuned),

    /** {@link Pac4jPeer#byDefault}. */
    PAC4J(Pac4jPeer::byDefault),

    /** {@link Pac4jPeer#tuned}. */
    PAC4J_TUNED(Pac4jPeer::tuned);

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Peer peer;

    PeerFilters(Peer peer) {
        this.peer = peer;
    }

    /**
     * Sets the filter up, with all tokens in its cache.
     *
     * @param cacheSize how many tokens it may cache
     * @param tokens hands out each token with its owner
     * @return the filter, which needs no {@code init}
     * @throws Exception if it cannot be set up
     */
    public Filter filter(int cacheSize, Consumer<BiConsumer<String, String>> tokens) throws Exception {
        return peer.filter(new GivenTokens(cacheSize, tokens));
    }

    private interface Peer {

        Filter filter(Tokens tokens) throws Exception;
    }

    private static final class GivenTokens extends Tokens {

        private final int cacheSize;
        private final Consumer<BiConsumer<String, String>> given;

        GivenTokens(int cacheSize, Consumer<BiConsumer<String, String>> given) {
            this.cacheSize = cacheSize;
            this.given = given;
        }

        @Override
        int cacheSize() {
            return cacheSize;
        }

        @Override
        void forEach(BiConsumer<String, String> tokenAndOwner) {
            given.accept(tokenAndOwner);
        }
    }
}
