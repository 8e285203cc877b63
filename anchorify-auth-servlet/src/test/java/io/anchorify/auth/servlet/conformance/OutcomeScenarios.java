package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.servlet.FilterListener;
import io.anchorify.auth.servlet.FilterOutcome;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Filters in Jetty, and requests that provoke each {@link FilterOutcome}. */
public final class OutcomeScenarios implements AutoCloseable {

    private static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

    private static final TokenPolicy POLICY =
            TokenPolicy.none().maximumLifetime(Duration.ofDays(1000)).maximumIdle(Duration.ofDays(100));

    private final FailingStore store = new FailingStore();
    final TokenService tokens = TokenService.builder(store)
            .suspendedOwners("mallory"::equals)
            .policy(POLICY)
            .build();
    private final RunningApplication running;
    private final String validToken =
            secretOf(tokens.issue(TokenRequest.of("ada").scopes("read")));

    public OutcomeScenarios(FilterListener... listeners) throws Exception {
        running = RunningApplication.inJetty(application -> describe(application, listeners));
    }

    private void describe(Application application, FilterListener... listeners) {
        protect(application, "/api/*", options -> options, listeners);
        protect(application, "/optional/*", BearerTokenFilterBuilder::optional, listeners);
        protect(application, "/scoped/*", options -> options.requiredScopes("write"), listeners);
        protect(application, "/ruled/*", options -> options.permit((request, principal) -> false), listeners);
        protect(application, "/protecting/*", options -> options.protect("/protecting/*"), listeners);
        application.servlet(
                new Servlets.Echo(), "/api/*", "/optional/*", "/scoped/*", "/ruled/*", "/protecting/*", "/open/*");
        application.servlet(new Servlets.Dispatching(), "/api/go", "/optional/go", "/open/go");
        application.errorPage(418, "/api/error-page");
    }

    private void protect(
            Application application,
            String path,
            UnaryOperator<BearerTokenFilterBuilder> options,
            FilterListener... listeners) {
        application.protect(path, ALL, tokens, builder -> {
            List.of(listeners).forEach(builder::listener);
            return options.apply(builder);
        });
    }

    public TokenService tokens() {
        return tokens;
    }

    /** A valid token of ada with the scope {@code read}. */
    public String validToken() {
        return validToken;
    }

    /** Sends a request that has this outcome. */
    public RawHttp.Answer provoke(FilterOutcome outcome) throws IOException {
        return switch (outcome) {
            case AUTHENTICATED -> get("/api/x", bearer(validToken));
            case PASSED_WITHOUT_TOKEN -> get("/optional/x");
            case NO_TOKEN -> get("/api/x");
            case OTHER_SCHEME -> get("/api/x", "Authorization: Basic YWRhOmFkYQ==");
            case INVALID_REQUEST -> get("/api/x", "Authorization: Bearer");
            case INVALID_URI -> get("/protecting/y;z/x");
            case MALFORMED -> get("/api/x", bearer("jf_malformed"));
            case UNKNOWN -> get("/api/x", bearer(tokenOfAnotherService()));
            case REVOKED -> get("/api/x", bearer(revoked()));
            case EXPIRED -> get("/api/x", bearer(expired()));
            case SUPERSEDED -> get("/api/x", bearer(superseded()));
            case TOO_OLD -> get("/api/x", bearer(old(Duration.ofDays(1000), Duration.ofDays(1))));
            case IDLE -> get("/api/x", bearer(old(Duration.ofDays(200), Duration.ofDays(101))));
            case OWNER_SUSPENDED -> get("/api/x", bearer(secretOf(tokens.issue("mallory", null))));
            case OUTSIDE_NETWORK ->
                get(
                        "/api/x",
                        bearer(secretOf(tokens.issue(TokenRequest.of("ada").networks("192.0.2.0/24")))));
            case INSUFFICIENT_SCOPE -> get("/scoped/x", bearer(validToken));
            case FORBIDDEN -> get("/ruled/x", bearer(validToken));
            case UNAVAILABLE -> withBrokenStore();
        };
    }

    public RawHttp.Answer get(String path, String... headers) throws IOException {
        return RawHttp.get(running.port(), path, headers);
    }

    public RawHttp.Answer send(String requestLine, String... headers) throws IOException {
        return RawHttp.send(running.port(), requestLine, headers);
    }

    public static String bearer(String token) {
        return "Authorization: Bearer " + token;
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

    private String superseded() {
        IssuedToken token = tokens.issue("ada", null);
        tokens.rotate("ada", token.id(), Duration.ZERO);
        return secretOf(token);
    }

    private static String tokenOfAnotherService() {
        try (TokenService other = TokenService.builder(TokenStore.inMemory()).build()) {
            return secretOf(other.issue("ada", null));
        }
    }

    /** Imported from another service, where it expired yesterday. */
    private String expired() {
        return imported(token ->
                token.toBuilder().expiresAt(token.createdAt().minusSeconds(1)).build());
    }

    private String old(Duration age, Duration idle) {
        return imported(token -> Token.builder(
                        token.id(), token.owner(), token.createdAt().minus(age))
                .lastUsedAt(token.createdAt().minus(idle))
                .build());
    }

    /** The secret of a token that is imported after a change. */
    private String imported(UnaryOperator<Token> change) {
        try (TokenService other = TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken token = other.issue("ada", null);
            List<StoredToken> all = new ArrayList<>();
            other.exportTokens(all::add);
            StoredToken stored = all.get(0);
            tokens.importTokens(sink -> sink.add(new StoredToken(change.apply(stored.token()), stored.hash())));
            return secretOf(token);
        }
    }

    private static String secretOf(IssuedToken token) {
        return token.secret().reveal();
    }

    @Override
    public void close() throws Exception {
        running.close();
        tokens.close();
    }
}
