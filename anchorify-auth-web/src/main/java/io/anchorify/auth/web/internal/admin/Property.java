package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.TokenQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What a token can have in common with others, for which an administrator looks. */
public enum Property {
    NEVER_USED("never-used"),
    UNUSED("unused"),
    EXPIRING("expiring"),
    NEVER_EXPIRING("never-expiring"),
    PRESENTED("presented");

    private static final Duration UNUSED_FOR = Duration.ofDays(90);
    private static final Duration EXPIRING_IN = Duration.ofDays(3);

    private final String text;

    Property(String text) {
        this.text = text;
    }

    /** The value of the parameter {@code filter}; its description is {@code admin.filter.<text>}. */
    public String text() {
        return text;
    }

    static Optional<Property> parse(String text) {
        return Stream.of(values())
                .filter(property -> property.text.equals(text))
                .findFirst();
    }

    TokenQuery addTo(TokenQuery query, Instant now) {
        return switch (this) {
            case NEVER_USED -> query.neverUsed();
            case UNUSED -> query.unusedSince(now.minus(UNUSED_FOR));
            case EXPIRING -> query.expiringBefore(now.plus(EXPIRING_IN));
            case NEVER_EXPIRING -> query.neverExpiring();
            case PRESENTED -> query.presentedAfterEnd();
        };
    }
}
