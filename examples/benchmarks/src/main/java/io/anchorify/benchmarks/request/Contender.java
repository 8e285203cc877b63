package io.anchorify.benchmarks.request;

import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.Filter;

/** The filters that are compared. Each holds all tokens in its cache, so no request leads to a lookup. */
public enum Contender {

    /** {@link Floor}: the hand-tuned baseline. */
    FLOOR,

    /** The filter of this library. */
    FILTER,

    /** {@link ByHand}: what an engineer writes in an afternoon. */
    BY_HAND,

    /** {@link DropwizardFilter}. */
    DROPWIZARD,

    /** {@link Pac4j}. */
    PAC4J,

    /** {@link SpringSecurity}. */
    SPRING_SECURITY,

    /** {@link Shiro}. */
    SHIRO;

    Filter filter(Tokens tokens) throws Exception {
        return switch (this) {
            case FLOOR -> new Floor(tokens);
            case FILTER -> library(tokens);
            case BY_HAND -> new ByHand(tokens);
            case DROPWIZARD -> new DropwizardFilter(tokens);
            case PAC4J -> Pac4j.filter(tokens);
            case SPRING_SECURITY -> SpringSecurity.filter(tokens);
            case SHIRO -> Shiro.filter(tokens);
        };
    }

    private static Filter library(Tokens tokens) {
        tokens.forEach((token, owner) -> tokens.service().authenticate(token));
        return BearerTokenFilter.builder(tokens.service()).build();
    }
}
