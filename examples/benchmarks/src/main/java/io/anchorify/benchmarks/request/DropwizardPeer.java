package io.anchorify.benchmarks.request;

import com.codahale.metrics.MetricRegistry;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dropwizard.auth.AuthFilter;
import io.dropwizard.auth.CachingAuthenticator;
import io.dropwizard.auth.PrincipalImpl;
import io.dropwizard.auth.oauth.OAuthCredentialAuthFilter;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Dropwizard's filter for OAuth 2 with its caching authenticator, set up as documented. It sits in Jersey, not before a
 * servlet, so it is measured on Jersey's own request object, whose cost has to be taken off: its share is what is left.
 * Its cache keeps the token itself as its key, so nothing is hashed here, unlike everywhere else.
 */
@State(Scope.Benchmark)
public class DropwizardPeer {

    private static final URI BASE = URI.create("http://localhost:8080/");
    private static final URI RESOURCE = BASE.resolve("api/documents");

    @SuppressWarnings("NullAway.Init") // Before the first request.
    private AuthFilter<String, PrincipalImpl> filter;

    /**
     * Sets the filter up, and tries whether it does its work.
     *
     * @param tokens the good ones
     * @throws Exception if it cannot be set up
     */
    @Setup
    public void prepare(Tokens tokens) throws Exception {
        filter = new OAuthCredentialAuthFilter.Builder<PrincipalImpl>()
                .setAuthenticator(authenticator(tokens))
                .setPrefix("Bearer")
                .buildAuthFilter();
        Admission.check("Dropwizard", tokens, this::sendUnlessRefused);
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

    private void sendUnlessRefused(String header, Client client) throws IOException {
        try {
            send(header, client);
        } catch (WebApplicationException e) {
            client.response.setStatus(e.getResponse().getStatus());
        }
    }

    void send(String header, Client client) throws IOException {
        ContainerRequest request = request(header);
        filter.filter(request);
        client.destination.arrive(request, request.getSecurityContext().getUserPrincipal());
    }

    static ContainerRequest request(String header) {
        ContainerRequest request = new ContainerRequest(BASE, RESOURCE, "GET", null, new MapPropertiesDelegate(), null);
        request.header("Authorization", header);
        return request;
    }
}
