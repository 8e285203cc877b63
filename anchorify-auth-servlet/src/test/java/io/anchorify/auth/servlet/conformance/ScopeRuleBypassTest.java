package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.Effort;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries to reach a servlet without the scope of a rule, by mutated URIs and other methods, past a mapped filter. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inEachContainer")
class ScopeRuleBypassTest extends ContainerCase {

    private static final int URIS = Integer.getInteger("anchorify.rule.uris", Effort.pick(500, 5_000, 50_000));
    private static final long SEED = Long.getLong("anchorify.uris.seed", 23);
    private static final List<String> PATHS = List.of(
            "/api/documents", "/api/documents/1", "/api/secret", "/api/x", "/api/x/../secret", "/api/x/../documents/1");
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "get", "TRACE", "ANCHORIFY");

    private final ProtectedServlet ruled = new ProtectedServlet();
    private TokenService tokens;
    private String withScope;
    private String withoutScope;

    @Override
    void describe(Application application) {
        tokens = TokenService.builder(TokenStore.inMemory()).build();
        withScope = bearer(tokens.issue(TokenRequest.of("ada").scopes("read")));
        withoutScope = bearer(tokens.issue("bob", null));
        application.protect(
                "/api/*",
                EnumSet.allOf(DispatcherType.class),
                tokens,
                options -> options.scopesFor("GET", "/api/documents/*", "read").scopesFor("*", "/api/secret", "read"),
                "scopes-for",
                "GET /api/documents/* read\n* /api/secret read");
        application.servlet(ruled, "/api/documents/*", "/api/secret");
        application.servlet(new Servlets.Echo(), "/api/*");
    }

    private static String bearer(IssuedToken token) {
        return "Authorization: Bearer " + token.secret().reveal();
    }

    @AfterParameterizedClassInvocation
    void closeService() {
        tokens.close();
    }

    @BeforeEach
    void clear() {
        ruled.clear();
    }

    @Test
    void line27d_servlet_isReachedWithTheScopeOnly() throws IOException {
        for (String path : List.of("/api/documents", "/api/documents/1", "/api/secret")) {
            assertThat(get(path, withScope).body()).as(path).isEqualTo(ProtectedServlet.BODY);
            assertThat(get(path, withoutScope).status()).as(path).isEqualTo(403);
        }
        assertThat(get("/api/x", withoutScope).body()).startsWith("owner=bob");
        assertThat(ruled.requests()).isEqualTo(3);
    }

    @Test
    void line27d_mutatedUri_withoutTheScope_doesNotReachTheServlet() throws IOException {
        Random random = new Random(SEED);
        UriMutator mutator = new UriMutator(random);
        for (int i = 0; i < URIS; i++) {
            String uri = mutator.mutate(path(pick(random, PATHS)));
            String token = random.nextBoolean() ? withScope : withoutScope;
            RawHttp.exchange(
                    port(),
                    pick(random, METHODS) + " " + uri + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + token
                            + "\r\n\r\n");
        }
        assertThat(ruled.unauthenticatedRequests()).as("seed %d", SEED).isEmpty();
        assertThat(ruled.requests()).as("requests with the scope").isGreaterThan(URIS / 100);
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
