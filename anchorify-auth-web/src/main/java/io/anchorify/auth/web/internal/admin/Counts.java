package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.web.internal.Exchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a filter selects; {@code null} if the store did not count them in time.
 *
 * @param matching the selected tokens
 * @param active those that the filter selects if it asks for active tokens
 * @param ended those that the filter selects if it asks for ended tokens
 */
public record Counts(
        @Nullable Long matching,
        @Nullable Long active,
        @Nullable Long ended) {

    private static final Logger LOGGER = System.getLogger(Counts.class.getName());
    private static final Counts NONE = new Counts(null, null, null);

    /** Does not try again after the first count failed, because each can take seconds. */
    static Counts of(TokenQuery query, Exchange exchange) {
        Long matching = count(query, exchange);
        if (matching == null) {
            return NONE;
        }
        Long active = query.which() == Which.ACTIVE ? matching : count(query.which(Which.ACTIVE), exchange);
        Long ended = active == null ? null : count(query.which(Which.ENDED), exchange);
        return new Counts(matching, active, ended);
    }

    static @Nullable Long count(TokenQuery query, Exchange exchange) {
        try {
            return exchange.tokens().count(query);
        } catch (TokenStoreException e) {
            LOGGER.log(Level.WARNING, "The tokens of all owners could not be counted", e);
            return null;
        }
    }
}
