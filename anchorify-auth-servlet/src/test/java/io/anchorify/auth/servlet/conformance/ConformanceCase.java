package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.AdminToken;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/** An application with one filter for each option. */
abstract class ConformanceCase extends ContainerCase {

    static final String REALM = "a \"quoted\" \\ realm";
    static final String PLAIN = "Bearer realm=\"a \\\"quoted\\\" \\\\ realm\"";
    static final String INVALID_TOKEN =
            PLAIN + ", error=\"invalid_token\", error_description=\"The token is not valid here, or not any more.\"";
    /** The content of a file that the container serves. */
    static final String FILE = "content of the file";

    static final String OPERATOR = "operator-operator-operator-operator";
    static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);
    static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST);

    final Set<String> suspended = ConcurrentHashMap.newKeySet();
    /** How often a valid token was authenticated. */
    final AtomicInteger authentications = new AtomicInteger();

    FailingStore store;
    TokenService tokens;
    final AdminToken admin = AdminToken.of(OPERATOR);
    BearerTokenFilter required;
    IssuedToken ofClosedService;
    IssuedToken laptop;
    String secret;

    @Override
    final void describe(Application application) throws IOException {
        store = new FailingStore();
        tokens = TokenService.builder(store)
                .suspendedOwners(this::isSuspended)
                .concurrentLookups(1)
                .lookupWait(Duration.ofMillis(50))
                .build();
        required = protect(application, "/api/*", ALL, options -> options);
        protect(application, "/optional/*", REQUESTS, BearerTokenFilterBuilder::optional, "mode", "optional");
        protect(
                application,
                "/mixed/*",
                REQUESTS,
                BearerTokenFilterBuilder::allowOtherSchemes,
                "allow-other-schemes",
                "true");
        protect(
                application,
                "/preflight/*",
                REQUESTS,
                BearerTokenFilterBuilder::allowPreflight,
                "allow-preflight",
                "true");
        protect(
                application,
                "/scoped/*",
                REQUESTS,
                options -> options.requiredScopes("write", "read"),
                "required-scopes",
                "write read");
        protect(application, "/requests/*", REQUESTS, options -> options);
        protect(application, "/files/*", ALL, options -> options);
        application.file("files/protected.txt", FILE);
        describeFiltersInCode(application);
        describeOperator(application);
        application.protect("/closed/*", REQUESTS, closedService(), options -> options.realm(REALM), "realm", REALM);
        for (String path : List.of(
                "/api/*",
                "/optional/*",
                "/mixed/*",
                "/preflight/*",
                "/scoped/*",
                "/ruled/*",
                "/operator/*",
                "/uninitialised/*",
                "/first/*",
                "/closed/*",
                "/requests/*",
                "/open/echo")) {
            application.servlet(new Servlets.Echo(), path);
        }
        application.servlet(new Servlets.Dispatching(), "/requests/go", "/api/go", "/open/go");
        application.servlet(new Servlets.Caller(), "/api/caller");
        application.servlet(new Servlets.CopyingAttributes(), "/api/copy", "/open/copy");
        application.errorPage(418, "/api/error-page");
        application.errorPage(500, "/api/error-page");
    }

    private void describeFiltersInCode(Application application) {
        application.filter(
                "/ruled/*",
                REQUESTS,
                BearerTokenFilter.builder(tokens)
                        .realm(REALM)
                        .permit((request, principal) -> rule(request.getParameter("rule")))
                        .build());
        application.filter("/uninitialised/*", REQUESTS, uninitialised());
        application.filter("/first/*", REQUESTS, (request, response, chain) -> {
            ((HttpServletResponse) response).addHeader("WWW-Authenticate", "Basic realm=\"other\"");
            chain.doFilter(request, response);
        });
        protect(application, "/first/*", REQUESTS, options -> options);
    }

    private void describeOperator(Application application) {
        TokenAuthenticator both = admin.orElse(tokens);
        application.protect("/operator/*", ALL, both, options -> options);
        application.protect(
                "/operator/only/*",
                ALL,
                both,
                options -> options.requiredScopes(AdminToken.ROLE),
                "required-scopes",
                AdminToken.ROLE);
    }

    private BearerTokenFilter protect(
            Application application,
            String path,
            EnumSet<DispatcherType> dispatches,
            UnaryOperator<BearerTokenFilterBuilder> options,
            String... parameters) {
        String[] all = new String[parameters.length + 2];
        all[0] = "realm";
        all[1] = REALM;
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        return application.protect(path, dispatches, tokens, builder -> options.apply(builder.realm(REALM)), all);
    }

    /** A closed service with a token in its cache. */
    private TokenAuthenticator closedService() {
        TokenService service = TokenService.builder(TokenStore.inMemory()).build();
        ofClosedService = service.issue("ada", "laptop");
        assertThat(service.authenticate(ofClosedService.secret().reveal())).isInstanceOf(Authenticated.class);
        service.close();
        return service;
    }

    /** A filter without init(), wrapped so that the container cannot call it. */
    private static Filter uninitialised() {
        BearerTokenFilter filter = new BearerTokenFilter();
        return (request, response, chain) -> filter.doFilter(request, response, chain);
    }

    private boolean isSuspended(String owner) {
        authentications.incrementAndGet();
        return suspended.contains(owner);
    }

    private static boolean rule(String result) {
        if (result.equals("throw")) {
            throw new IllegalStateException("Failed on purpose");
        }
        return Boolean.parseBoolean(result);
    }

    @AfterParameterizedClassInvocation
    final void closeService() {
        tokens.close();
    }

    @BeforeEach
    final void issue() {
        store.broken = false;
        laptop = tokens.issue(TokenRequest.of("ada").label("laptop").scopes("read"));
        secret = laptop.secret().reveal();
    }

    static String bearer(IssuedToken token) {
        return "Authorization: Bearer " + token.secret().reveal();
    }

    static void isEchoOfAda(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("owner=ada user=ada auth=Bearer token=laptop");
    }

    static void isProblem(Answer answer, int status, String challenge) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(challenge);
        isProblemDocument(answer, status);
    }

    static void isUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).containsExactly("1");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.body()).doesNotContain("SELECT");
        isProblemDocument(answer, 503);
    }

    static void isProblemDocument(Answer answer, int status) {
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.body())
                .matches("\\{\"type\":\"about:blank\",\"title\":\"[A-Z][A-Za-z ]+\",\"status\":" + status
                        + ",\"detail\":\"[^\"\\\\]+\"}");
    }
}
