package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.InsertResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes up tokens, and adds them to the store within the policy. */
final class TokenIssuer {

    /** Of tokens whose hash or id exists, which only happens if something is broken. */
    private static final int ATTEMPTS = 3;

    private static final int PAGE = 1000;

    private final Engine engine;

    TokenIssuer(Engine engine) {
        this.engine = engine;
    }

    IssuedToken issue(TokenRequest request) {
        return issue(request, token -> Optional.of(insert(token))).orElseThrow();
    }

    /** Returns nothing if the insertion does. */
    Optional<IssuedToken> issue(TokenRequest request, Insertion insertion) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String cleartext = engine.secrets().newCleartext();
            Token token = newToken(request);
            Optional<InsertResult> result = insertion.insert(stored(token, cleartext));
            if (result.isEmpty()) {
                return Optional.empty();
            }
            if (isAdded(result.get())) {
                engine.events().publish(new TokenEvent.Issued(token));
                return Optional.of(new IssuedToken(token, new Secret(cleartext)));
            }
        }
        throw new IllegalStateException("The store rejected " + ATTEMPTS
                + " random tokens as duplicates: its unique keys or this machine's random numbers are broken");
    }

    /**
     * Throws what {@link #issue} would throw now, for a token that is issued later. With a maximum above the size of a page, only
     * {@link #issue} counts.
     */
    void requireAllowed(TokenRequest request) {
        engine.policy().lifetime(request.lifetime());
        Integer maximum = maximumTokens();
        if (maximum != null && countRecent(request.owner()) >= maximum) {
            throw TokenPolicyException.tooMany(maximum);
        }
    }

    /** Of the tokens that count. */
    private long countRecent(String owner) {
        TokenQuery page = TokenQuery.of(owner).limit(PAGE);
        return engine.store().list(page, engine.policy().at(engine.clocks().micros())).stream()
                .filter(token -> token.successorId() == null)
                .count();
    }

    private boolean isAdded(InsertResult result) {
        if (result == InsertResult.LIMIT_REACHED) {
            throw TokenPolicyException.tooMany(Objects.requireNonNull(maximumTokens()));
        }
        return result == InsertResult.ADDED;
    }

    StoredToken stored(Token token, String cleartext) {
        return new StoredToken(token, Objects.requireNonNull(engine.hashers().hash(cleartext)));
    }

    @Nullable
    Integer maximumTokens() {
        return engine.policy().policy().maximumTokens();
    }

    ActiveRule activeWhenCreated(StoredToken token) {
        return engine.policy().at(token.token().createdAt());
    }

    private InsertResult insert(StoredToken token) {
        Integer maximum = maximumTokens();
        if (maximum == null) {
            return engine.store().insert(token) ? InsertResult.ADDED : InsertResult.DUPLICATE;
        }
        return engine.store().insert(token, maximum, activeWhenCreated(token));
    }

    private Token newToken(TokenRequest request) {
        Instant now = engine.clocks().micros();
        return Token.builder(engine.secrets().newId(), request.owner(), now)
                .label(request.label())
                .scopes(request.scopes())
                .attributes(request.attributes())
                .networks(request.networks())
                .createdBy(request.createdBy())
                .expiresAt(expiry(now, engine.policy().lifetime(request.lifetime())))
                .build();
    }

    static @Nullable Instant expiry(Instant createdAt, @Nullable Duration lifetime) {
        return lifetime == null ? null : createdAt.plus(lifetime.truncatedTo(ChronoUnit.MICROS));
    }

    /** Adds a token to the store. */
    @FunctionalInterface
    interface Insertion {

        /** Returns what was done, or nothing if the token must not be issued any more. */
        Optional<InsertResult> insert(StoredToken token);
    }
}
