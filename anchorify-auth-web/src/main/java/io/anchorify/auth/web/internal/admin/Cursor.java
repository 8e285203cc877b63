package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.admin.AdminFilter.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a page begins: at the token after a position, or before one.
 *
 * @param name {@code after} for older tokens, {@code before} for newer ones
 * @param position the position of a token on the page from which the link led here
 */
record Cursor(String name, Position position) {

    private static final String AFTER = "after";
    private static final String BEFORE = "before";
    /** Times that every database can compare. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static Optional<Cursor> of(Exchange exchange) {
        return parse(AFTER, exchange).or(() -> parse(BEFORE, exchange));
    }

    static Field after(Token token) {
        return new Field(AFTER, token.createdAt() + "_" + token.id());
    }

    static Field before(Token token) {
        return new Field(BEFORE, token.createdAt() + "_" + token.id());
    }

    boolean isBefore() {
        return name.equals(BEFORE);
    }

    Field field() {
        return new Field(name, position.createdAt() + "_" + position.id());
    }

    private static Optional<Cursor> parse(String name, Exchange exchange) {
        String[] parts = exchange.parameter(name).split("_", 2);
        if (parts.length < 2 || !parts[1].matches("[A-Za-z0-9_-]{1,64}")) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.parse(parts[0]);
            boolean isPlausible = time.isAfter(Instant.EPOCH) && time.isBefore(LATEST);
            return isPlausible ? Optional.of(new Cursor(name, new Position(time, parts[1]))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
