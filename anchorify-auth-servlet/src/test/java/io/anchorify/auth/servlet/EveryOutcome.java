package io.anchorify.auth.servlet;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.StoredToken;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Filters in a container, with whatever listener, that come to each of the outcomes when they are asked to. */
public final class EveryOutcome implements AutoCloseable {

    private static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

    private final FailingStore store = new FailingStore();
    final TokenService tokens =
            TokenService.builder(store).suspendedOwners("mallory"::equals).build();
    private final JettyEe10 container = new JettyEe10();
    private final String good = secretOf(tokens.issue(TokenRequest.of("ada").scopes("read")));

    public EveryOutcome(FilterListener... listeners) throws Exception {
        container.filter("/api/*", builder(listeners).build(), ALL);
        container.filter("/optional/*", builder(listeners).optional().build(), ALL);
        container.filter("/scoped/*", builder(listeners).requiredScopes("write").build(), ALL);
        container.filter("/ruled/*", builder(listeners).permit((r, p) -> false).build(), ALL);
        for (String path : List.of("/api/*", "/optional/*", "/scoped/*", "/ruled/*", "/open/*")) {
            container.servlet(path, new Servlets.Echo());
        }
        container.servlet("/api/go", new Servlets.Dispatching());
        container.servlet("/optional/go", new Servlets.Dispatching());
        container.servlet("/open/go", new Servlets.Dispatching());
        container.errorPage(418, "/api/error-page");
        container.start();
    }

    public TokenService tokens() {
        return tokens;
    }

    /** A token that is good. */
    public String good() {
        return good;
    }

    /** Sends one request that comes to this outcome. */
    public RawHttp.Answer provoke(FilterOutcome outcome) throws IOException {
        return switch (outcome) {
            case AUTHENTICATED -> get("/api/x", bearer(good));
            case PASSED_WITHOUT_TOKEN -> get("/optional/x");
            case NO_TOKEN -> get("/api/x");
            case OTHER_SCHEME -> get("/api/x", "Authorization: Basic YWRhOmFkYQ==");
            case INVALID_REQUEST -> get("/api/x", "Authorization: Bearer");
            case MALFORMED -> get("/api/x", bearer("jf_mistyped"));
            case UNKNOWN -> get("/api/x", bearer(tokenOfAnotherService()));
            case REVOKED -> get("/api/x", bearer(revoked()));
            case EXPIRED -> get("/api/x", bearer(expired()));
            case OWNER_SUSPENDED -> get("/api/x", bearer(secretOf(tokens.issue("mallory", null))));
            case INSUFFICIENT_SCOPE -> get("/scoped/x", bearer(good));
            case FORBIDDEN -> get("/ruled/x", bearer(good));
            case UNAVAILABLE -> withBrokenStore();
        };
    }

    public RawHttp.Answer get(String path, String... headers) throws IOException {
        return RawHttp.get(container.port(), path, headers);
    }

    public RawHttp.Answer send(String requestLine, String... headers) throws IOException {
        return RawHttp.send(container.port(), requestLine, headers);
    }

    public static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private BearerTokenFilterBuilder builder(FilterListener... listeners) {
        BearerTokenFilterBuilder builder = BearerTokenFilter.builder(tokens);
        for (FilterListener listener : listeners) {
            builder.listener(listener);
        }
        return builder;
    }

    private RawHttp.Answer withBrokenStore() throws IOException {
        String notCached = secretOf(tokens.issue("ada", null));
        store.broken = true;
        try {
            return get("/api/x", bearer(notCached));
        } finally {
            store.broken = false;
        }
    }

    private String revoked() {
        IssuedToken token = tokens.issue("ada", null);
        tokens.revoke("ada", token.id());
        return secretOf(token);
    }

    private static String tokenOfAnotherService() {
        try (TokenService other = TokenService.builder(TokenStore.inMemory()).build()) {
            return secretOf(other.issue("ada", null));
        }
    }

    /** Brought along from another service, in which it was issued the day before yesterday for a day. */
    private String expired() {
        try (TokenService other = TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken token = other.issue("ada", null);
            List<StoredToken> all = new ArrayList<>();
            other.exportTokens(all::add);
            tokens.importTokens(sink -> sink.add(aged(all.get(0))));
            return secretOf(token);
        }
    }

    private static StoredToken aged(StoredToken stored) {
        Token token = stored.token();
        Instant begin = token.createdAt().minus(Duration.ofDays(2));
        Instant end = begin.plus(Duration.ofDays(1));
        return new StoredToken(
                new Token(token.id(), token.owner(), token.label(), token.scopes(), begin, end, null, null),
                stored.hash());
    }

    private static String secretOf(IssuedToken token) {
        return token.secret().reveal();
    }

    @Override
    public void close() throws Exception {
        container.close();
        tokens.close();
    }
}
