package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.testing.Effort;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries to reach protected handlers of a router without a principal, or without the scope of a rule, past a filter. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
abstract class RouterBypassCase extends RouterCase {

    /** Of each router in each deployment, so that the long form sends more than 100,000 to each container, in all deployments. */
    private static final int URIS = Integer.getInteger("anchorify.router.uris", Effort.pick(300, 2_000, 20_000));

    private static final long SEED = Long.getLong("anchorify.uris.seed", 19);

    private static final List<String> PATHS = List.of(
            "/api",
            "/api/x",
            "/api/ada/repo",
            "/api/raw/a/b",
            "/api/files/a/b",
            "/secret",
            "/x",
            "/open/x/y",
            "/api/../x",
            "/api/raw/../../x");

    /** Tomcat redirects from the root of the context, as it reads the URI, before any filter. */
    private static final List<Integer> BAD_REQUEST_OR_REDIRECT = List.of(302, 400);

    /** How many mutated URIs to send without a token or with the token of ada. */
    int uris() {
        return URIS;
    }

    @Override
    final void protect(Application application, TokenService tokens) {
        protect(
                application,
                tokens,
                "/*",
                options -> options.protect(PROTECTED)
                        .scopesFor("*", "/api/*", "read")
                        .scopesFor("GET", "/secret", "read"),
                "protect",
                String.join(" ", PROTECTED),
                "scopes-for",
                "* /api/* read\nGET /secret read");
    }

    @Test
    void line27a_handler_atAProtectedPath_isReachedWithATokenOnly() throws IOException {
        for (String path : List.of("/api/x", "/api/ada/repo", "/api/raw/a/b", "/secret")) {
            assertThat(get(path).status()).as(path).isEqualTo(401);
            assertThat(get(path, bearer).status()).as(path).isEqualTo(200);
        }
        assertThat(handler.requests()).isEqualTo(4);
        assertThat(handler.unauthenticatedRequests()).isEmpty();
    }

    @Test
    void line27a_handler_elsewhere_isReachedWithoutAToken() throws IOException {
        for (String path : List.of("/x", "/open/x/y")) {
            assertThat(get(path).status()).as(path).isEqualTo(200);
            assertThat(get(path, "Authorization: Digest x").status()).as(path).isEqualTo(200);
        }
        assertThat(openHandler.requests()).isEqualTo(4);
    }

    @Test
    void line25_uri_thatWalksPastAMappedFilter_isABadRequest() throws IOException {
        for (String path : WALKING_PAST) {
            assertThat(get(path).status()).as(path).isIn(BAD_REQUEST_OR_REDIRECT);
            assertThat(get(path, bearer).status()).as(path).isIn(BAD_REQUEST_OR_REDIRECT);
        }
        assertThat(handler.requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource(KnownBypass.class)
    void line27a_knownBypass_withoutAToken_doesNotReachAProtectedHandler(KnownBypass bypass) throws IOException {
        RawHttp.exchange(port(), bypass.request(deployment.variant().contextPath()));

        assertThat(handler.requests()).isZero();
    }

    @Test
    void line27a_mutatedUri_withoutAPrincipal_doesNotReachAProtectedHandler() throws IOException {
        sendMutatedUris(this, uris(), "");
        assertThat(handler.unauthenticatedRequests()).as("seed %d", SEED).isEmpty();
        assertThat(handler.requests()).as("requests to protected handlers").isGreaterThan(uris() / 100);
        assertThat(openHandler.requests()).as("requests to open handlers").isGreaterThan(uris() / 100);
    }

    @Test
    void line27d_handler_atAPathWithARule_isReachedWithItsScopeOnly() throws IOException {
        for (String path : List.of("/api/x", "/api/ada/repo", "/api/raw/a/b", "/secret")) {
            assertThat(get(path, bearerWithoutScope).status()).as(path).isEqualTo(403);
            assertThat(send("POST", path, bearerWithoutScope).status()).as(path).isEqualTo(403);
        }
        assertThat(handler.requests()).isZero();
    }

    @Test
    void line27d_mutatedUri_withoutTheScope_doesNotReachAHandlerWithARule() throws IOException {
        sendMutatedUris(this, URIS, bearerWithoutScope + "\r\n");
        assertThat(handler.unauthenticatedRequests()).as("seed %d", SEED).isEmpty();
        assertThat(handler.requests()).as("requests to protected handlers").isGreaterThan(URIS / 100);
        assertThat(openHandler.requests()).as("requests to open handlers").isGreaterThan(URIS / 100);
    }

    /** Every other one has the token of ada. */
    static void sendMutatedUris(RouterCase test, int uris, String otherAuthorization) throws IOException {
        Random random = new Random(SEED);
        UriMutator mutator = new UriMutator(random);
        for (int i = 0; i < uris; i++) {
            String uri = mutator.mutate(test.path(PATHS.get(random.nextInt(PATHS.size()))));
            String authorization = random.nextBoolean() ? test.bearer + "\r\n" : otherAuthorization;
            RawHttp.exchange(
                    test.port(),
                    "GET " + uri + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization + "\r\n");
        }
    }
}
