package io.anchorify.auth.spi;

import io.anchorify.auth.Token;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of tokens whose owners are to be reminded.
 *
 * @param tokens the tokens, by expiry and id
 * @param end the last token that was examined for this page, whether or not it is on it; {@code null} on the last page
 */
public record ExpiringPage(List<Token> tokens, @Nullable Position end) {

    /**
     * A position in the order of expiry, equal times by id.
     *
     * @param expiresAt when the token at that position expires
     * @param id its id
     */
    public record Position(Instant expiresAt, String id) {}
}
