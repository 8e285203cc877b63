package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.spi.InsertResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes up tokens, and adds them to the store within the policy. */
final class TokenIssuer {

    /** Of tokens whose hash or id exists, which only happens if something is broken. */
    private static final int ATTEMPTS = 3;

    private final Engine engine;

    TokenIssuer(Engine engine) {
        this.engine = engine;
    }

    IssuedToken issue(TokenRequest request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String cleartext = engine.secrets().newCleartext();
            Token token = newToken(request);
            if (insert(stored(token, cleartext))) {
                engine.events().publish(new TokenEvent.Issued(token));
                return new IssuedToken(token, new Secret(cleartext));
            }
        }
        throw new IllegalStateException("The store rejected " + ATTEMPTS
                + " random tokens as duplicates: its unique keys or this machine's random numbers are broken");
    }

    StoredToken stored(Token token, String cleartext) {
        return new StoredToken(token, Objects.requireNonNull(engine.hashers().hash(cleartext)));
    }

    private boolean insert(StoredToken token) {
        Integer maximum = engine.policy().policy().maximumTokens();
        if (maximum == null) {
            return engine.store().insert(token);
        }
        InsertResult result = engine.store()
                .insert(token, maximum, engine.policy().at(token.token().createdAt()));
        if (result == InsertResult.LIMIT_REACHED) {
            throw TokenPolicyException.tooMany(maximum);
        }
        return result == InsertResult.ADDED;
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
}
