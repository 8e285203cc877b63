package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The same filters for a whole server, with tokens that come from elsewhere. */
public enum PeerFilters {

    /** {@link ByHand}. */
    BY_HAND {
        @Override
        Filter build(Tokens tokens) {
            return new ByHand(tokens);
        }
    },

    /** {@link SpringPeer#byDefault}. */
    SPRING {
        @Override
        Filter build(Tokens tokens) {
            return SpringPeer.byDefault(tokens);
        }
    },

    /** {@link SpringPeer#trimmed}. */
    SPRING_TRIMMED {
        @Override
        Filter build(Tokens tokens) throws Exception {
            return SpringPeer.trimmed(tokens);
        }
    },

    /** {@link ShiroPeer#byDefault}. */
    SHIRO {
        @Override
        Filter build(Tokens tokens) {
            return ShiroPeer.byDefault(tokens);
        }
    },

    /** {@link ShiroPeer#tuned}. */
    SHIRO_TUNED {
        @Override
        Filter build(Tokens tokens) {
            return ShiroPeer.tuned(tokens);
        }
    },

    /** {@link Pac4jPeer#byDefault}. */
    PAC4J {
        @Override
        Filter build(Tokens tokens) {
            return Pac4jPeer.byDefault(tokens);
        }
    },

    /** {@link Pac4jPeer#tuned}. */
    PAC4J_TUNED {
        @Override
        Filter build(Tokens tokens) {
            return Pac4jPeer.tuned(tokens);
        }
    };

    /**
     * Sets the filter up, with all tokens in its cache.
     *
     * @param cacheSize how many tokens it may cache
     * @param tokens hands out each token with its owner
     * @return the filter, which needs no {@code init}
     * @throws Exception if it cannot be set up
     */
    public Filter filter(int cacheSize, Consumer<BiConsumer<String, String>> tokens) throws Exception {
        return build(new GivenTokens(cacheSize, tokens));
    }

    abstract Filter build(Tokens tokens) throws Exception;

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
