package io.anchorify.benchmarks.abuse;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenService;
import java.util.function.LongFunction;

/** Presents tokens that are none, each another one. */
final class TokenAttack implements Attack {

    private final TokenService tokens;
    private final LongFunction<String> fakes;

    TokenAttack(TokenService tokens, LongFunction<String> fakes) {
        this.tokens = tokens;
        this.fakes = fakes;
    }

    @Override
    public Answer strike(long number) {
        String fake = fakes.apply(number);
        try {
            return answer(tokens.authenticate(fake));
        } catch (AuthenticationUnavailableException e) {
            return Answer.UNAVAILABLE;
        }
    }

    private static Answer answer(Authentication authentication) {
        if (authentication instanceof Rejected rejected) {
            return switch (rejected.reason()) {
                case UNKNOWN -> Answer.UNKNOWN;
                case MALFORMED -> Answer.MALFORMED;
                default -> throw new IllegalStateException("A fake was refused as " + rejected.reason());
            };
        }
        throw new IllegalStateException("A fake was accepted");
    }
}
