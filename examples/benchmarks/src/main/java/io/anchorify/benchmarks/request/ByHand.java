package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** What somebody would write for one application: correct for good requests, and blind to revocations until an entry expires. */
final class ByHand implements Filter {

    private final HashedCache<Principal> cache;

    ByHand(Tokens tokens) {
        cache = new HashedCache<>(tokens.cacheSize());
        tokens.forEach((token, owner) -> cache.add(token, new NamedPrincipal(owner)));
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
        chain.doFilter(
                new HttpServletRequestWrapper(http) {
                    @Override
                    public Principal getUserPrincipal() {
                        return principal;
                    }
                },
                response);
    }

    private @Nullable Principal authenticate(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        return cache.find(header.substring(7).strip());
    }
}
