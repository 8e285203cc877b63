package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** What an engineer writes for one application. A revoked token stays valid until its cache entry expires. */
final class ByHand implements Filter {

    private final HashedCache<Principal> cache;

    ByHand(Tokens tokens) {
        cache = new HashedCache<>(tokens.cacheSize());
        tokens.forEach((token, owner) -> cache.put(token, new NamedPrincipal(owner)));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Principal principal = authenticate(http.getHeader("Authorization"));
        if (principal == null) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        chain.doFilter(new AuthenticatedRequest(http, principal), response);
    }

    private @Nullable Principal authenticate(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, Tokens.SCHEME, 0, Tokens.SCHEME.length())) {
            return null;
        }
        return cache.find(header.substring(Tokens.SCHEME.length()).strip());
    }
}
