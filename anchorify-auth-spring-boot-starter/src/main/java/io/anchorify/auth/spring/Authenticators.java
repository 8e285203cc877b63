package io.anchorify.auth.spring;

import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenService;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** Which bean authenticates the tokens of requests. */
final class Authenticators {

    private Authenticators() {}

    /**
     * The primary or only authenticator; otherwise the only one that is not the service, because it combines the service with
     * another.
     *
     * @throws IllegalStateException if there are several
     */
    static TokenAuthenticator select(ObjectProvider<TokenAuthenticator> authenticators) {
        TokenAuthenticator unique = authenticators.getIfUnique();
        if (unique != null) {
            return unique;
        }
        List<TokenAuthenticator> others = authenticators.stream()
                .filter(authenticator -> !(authenticator instanceof TokenService))
                .toList();
        if (others.size() != 1) {
            throw new IllegalStateException("The application has several beans of type TokenAuthenticator."
                    + " Mark the one that authenticates requests with @Primary.");
        }
        return others.get(0);
    }
}
