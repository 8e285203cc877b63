package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pac4j.core.config.Config;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.credentials.TokenCredentials;
import org.pac4j.core.credentials.authenticator.Authenticator;
import org.pac4j.core.credentials.authenticator.LocalCachingAuthenticator;
import org.pac4j.core.matching.matcher.DefaultMatchers;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.http.client.direct.HeaderClient;
import org.pac4j.jee.filter.SecurityFilter;

/** pac4j with its client for a token in a header. */
final class Pac4jPeer {

    private static final String CLIENT = HeaderClient.class.getSimpleName();

    private Pac4jPeer() {}

    /**
     * As documented: an authenticator before which another one caches, and the filter with all that it does unless told
     * otherwise. That cache keeps the token itself as its key, so nothing is hashed here, unlike everywhere else.
     */
    static Filter byDefault(Tokens tokens) {
        LocalCachingAuthenticator caching = new LocalCachingAuthenticator(
                Authenticator.NEVER_VALIDATE,
                tokens.cacheSize(),
                Math.toIntExact(Tokens.CACHED_FOR.toSeconds()),
                TimeUnit.SECONDS);
        caching.init();
        tokens.forEach((token, owner) -> caching.getStore().set(new TokenCredentials(token), profileOf(owner)));
        return new SecurityFilter(configuration(caching), CLIENT);
    }

    /** No matchers and no authorizers, which write headers and look for CSRF tokens, and a faster cache, by the hash of a token. */
    static Filter tuned(Tokens tokens) {
        HashedCache<UserProfile> cache = new HashedCache<>(tokens.cacheSize());
        tokens.forEach((token, owner) -> cache.add(token, profileOf(owner)));
        Authenticator caching = (context, credentials) -> {
            credentials.setUserProfile(cache.find(((TokenCredentials) credentials).getToken()));
            return Optional.<Credentials>of(credentials);
        };
        return new SecurityFilter(configuration(caching), CLIENT, "isAuthenticated", DefaultMatchers.NONE);
    }

    private static Config configuration(Authenticator authenticator) {
        return new Config(new HeaderClient("Authorization", "Bearer ", authenticator));
    }

    private static UserProfile profileOf(String owner) {
        CommonProfile profile = new CommonProfile();
        profile.setId(owner);
        return profile;
    }
}
