package io.anchorify.benchmarks.request;

import com.codahale.metrics.MetricRegistry;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dropwizard.auth.AuthFilter;
import io.dropwizard.auth.CachingAuthenticator;
import io.dropwizard.auth.PrincipalImpl;
import io.dropwizard.auth.oauth.OAuthCredentialAuthFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * Dropwizard's OAuth 2 filter with its caching authenticator, set up as documented. It is a filter of Jersey, so it gets a
 * Jersey request that is as light as the servlet request: one object a thread. The cache key is the token itself; nothing
 * is hashed.
 */
final class DropwizardFilter implements Filter {

    private final AuthFilter<String, PrincipalImpl> filter;
    private final ThreadLocal<LightJerseyRequest> requests = ThreadLocal.withInitial(LightJerseyRequest::new);

    DropwizardFilter(Tokens tokens) throws Exception {
        filter = new OAuthCredentialAuthFilter.Builder<PrincipalImpl>()
                .setAuthenticator(authenticator(tokens))
                .setPrefix("Bearer")
                .buildAuthFilter();
    }

    private static CachingAuthenticator<String, PrincipalImpl> authenticator(Tokens tokens) throws Exception {
        Map<String, PrincipalImpl> known = new HashMap<>();
        tokens.forEach((token, owner) -> known.put(token, new PrincipalImpl(owner)));
        CachingAuthenticator<String, PrincipalImpl> caching = new CachingAuthenticator<>(
                new MetricRegistry(),
                token -> Optional.ofNullable(known.get(token)),
                Caffeine.newBuilder().maximumSize(tokens.cacheSize()).expireAfterAccess(Tokens.CACHED_FOR));
        for (String token : known.keySet()) {
            caching.authenticate(token);
        }
        known.clear();
        return caching;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        LightJerseyRequest jersey = requests.get();
        jersey.authorization.set(0, http.getHeader("Authorization"));
        try {
            filter.filter(jersey);
        } catch (WebApplicationException e) {
            ((HttpServletResponse) response).sendError(e.getResponse().getStatus());
            return;
        }
        chain.doFilter(
                new AuthenticatedRequest(http, jersey.getSecurityContext().getUserPrincipal()), response);
    }

    private static final class LightJerseyRequest extends ContainerRequest {

        private static final URI BASE = URI.create("http://localhost:8080/");

        private final List<String> authorization = new ArrayList<>(List.of(""));
        private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();

        LightJerseyRequest() {
            super(BASE, BASE.resolve("api/documents"), "GET", null, new MapPropertiesDelegate(), null);
            headers.put("Authorization", authorization);
        }

        @Override
        public MultivaluedMap<String, String> getHeaders() {
            return headers;
        }
    }
}
