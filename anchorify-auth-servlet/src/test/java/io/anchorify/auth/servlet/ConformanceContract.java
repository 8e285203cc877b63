package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.AdminToken;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.RawHttp.Answer;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client sees, in every container: extend it with a class that makes the container. The requests are spoken over
 * raw sockets.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class ConformanceContract {

    private static final String PLAIN = "Bearer realm=\"a \\\"quoted\\\" \\\\ realm\"";
    private static final String PLAIN_API = "Bearer realm=\"api\"";
    private static final String INVALID_TOKEN =
            PLAIN + ", error=\"invalid_token\", error_description=\"The token is not valid here, or not any more.\"";
    private static final String OPERATOR = "operator-operator-operator-operator";
    private static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);
    private static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST);

    private final FailingStore store = new FailingStore();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private final TokenService tokens = TokenService.builder(store)
            .suspendedOwners(suspended::contains)
            .concurrentLookups(1)
            .lookupWait(Duration.ofMillis(50))
            .build();
    private final AdminToken admin = AdminToken.of(OPERATOR);
    private final TokenAuthenticator both = admin.orElse(tokens);
    private final BearerTokenFilter required = filter().build();
    private IssuedToken laptop;
    private String good;
    private Container container;

    /** A container that was not started yet. */
    protected abstract Container newContainer() throws Exception;

    @BeforeAll
    final void start() throws Exception {
        container = newContainer();
        container.filter("/api/*", required, ALL);
        container.filter("/optional/*", filter().optional().build(), REQUESTS);
        container.filter("/mixed/*", filter().allowOtherSchemes().build(), REQUESTS);
        container.filter("/preflight/*", filter().allowPreflight().build(), REQUESTS);
        container.filter("/scoped/*", filter().requiredScopes("write", "read").build(), REQUESTS);
        container.filter(
                "/ruled/*",
                filter().permit((request, principal) -> rule(request.getParameter("rule")))
                        .build(),
                REQUESTS);
        container.filter("/operator/*", BearerTokenFilter.builder(both).build(), ALL);
        container.filter(
                "/operator/only/*",
                BearerTokenFilter.builder(both).requiredScopes(AdminToken.ROLE).build(),
                ALL);
        container.filter("/uninitialised/*", uninitialised(), REQUESTS);
        container.filter(
                "/first/*",
                (request, response, chain) -> {
                    ((jakarta.servlet.http.HttpServletResponse) response)
                            .addHeader("WWW-Authenticate", "Basic realm=\"other\"");
                    chain.doFilter(request, response);
                },
                REQUESTS);
        container.filter("/first/*", required, REQUESTS);
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
                "/requests/*")) {
            container.servlet(path, new Servlets.Echo());
        }
        container.filter("/requests/*", required, REQUESTS);
        container.servlet("/requests/go", new Servlets.Dispatching());
        container.servlet("/api/go", new Servlets.Dispatching());
        container.servlet("/open/go", new Servlets.Dispatching());
        container.servlet("/open/echo", new Servlets.Echo());
        container.errorPage(418, "/api/error-page");
        container.start();
    }

    @AfterAll
    final void stop() throws Exception {
        container.close();
        tokens.close();
    }

    @BeforeEach
    final void issue() {
        store.broken = false;
        laptop = tokens.issue(TokenRequest.of("ada").label("laptop").scopes("read"));
        good = laptop.secret().reveal();
    }

    // ---- 1 to 4: the header

    @Test
    void line1_everyFormThatTheGrammarAllows_isAccepted() throws Exception {
        for (String header : List.of(
                "Authorization: Bearer " + good,
                "authorization: bearer " + good,
                "AUTHORIZATION: BEARER " + good,
                "Authorization: bEaReR " + good,
                "Authorization: Bearer  " + good,
                "Authorization: Bearer      " + good,
                "Authorization:Bearer " + good,
                "Authorization: \t Bearer " + good + " \t ")) {
            assertThat(get("/api/x", header)).as(header.replace(good, "…")).satisfies(ConformanceContract::isEchoOfAda);
        }
    }

    @Test
    void line2_schemeThatBeginsWithBearer_isAnotherScheme() throws Exception {
        assertThat(get("/api/x", "Authorization: BearerX " + good)).satisfies(a -> isProblem(a, 401, PLAIN));
        assertThat(get("/api/x", "Authorization: Bearer-" + good)).satisfies(a -> isProblem(a, 401, PLAIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer\t$", "Bearer \t$", "Bearer $ $", "Bearer $,", "Bearer $, Basic x", "Bearer a:b", "Bearer %41",
                        "Bearer a=b",
                "Bearer =", "Bearer \"$\"", "Bearer $;", "Bearer, $", "Bearer=$", "Bearer:$", "Bearer $\u00e4",
                        "Bearer \u00a0$",
                "Bearer $\u007f", "Bearer <script>", "=", ", Bearer $", "Bearer $=x"
            })
    void line3and8_whatTheGrammarDoesNotAllow_isMalformed(String value) throws Exception {
        int finds = store.finds.get();
        Answer answer = get("/api/x", "Authorization: " + value.replace("$", good));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(good).doesNotContain("script");
        assertThat(store.finds).hasValue(finds);
        // A container may refuse a header line that HTTP itself does not allow before any filter sees it.
        if (!answer.header("WWW-Authenticate").isEmpty()) {
            isProblem(
                    answer,
                    400,
                    PLAIN
                            + ", error=\"invalid_request\", error_description=\"The Authorization header is not a scheme, spaces and a token.\"");
        }
    }

    @Test
    void line4_tokenInTheQueryOrAForm_isNotLookedAtButCounted() throws Exception {
        long before = required.queryTokens();

        isProblem(get("/api/x?access_token=" + good), 401, PLAIN);
        isProblem(get("/api/x?a=b&access_token=" + good), 401, PLAIN);
        isProblem(get("/api/x?no_access_token=" + good), 401, PLAIN);
        Answer form = RawHttp.send(
                container.port(),
                "POST /api/x HTTP/1.1",
                "Content-Type: application/x-www-form-urlencoded",
                // The body follows the headers, which end with an empty line.
                "Content-Length: " + ("access_token=" + good).length() + "\r\n\r\naccess_token=" + good);
        isProblem(form, 401, PLAIN);

        assertThat(required.queryTokens()).isEqualTo(before + 2);
    }

    // ---- 5 to 19: the answer

    @Test
    void line5_noAuthorization_isChallengedWithoutAnError() throws Exception {
        isProblem(get("/api/x"), 401, PLAIN);
    }

    @Test
    void line6_anotherScheme_isChallengedOrPassedOnWhereTheHostAllowsIt() throws Exception {
        isProblem(get("/api/x", "Authorization: Basic YWRhOmFkYQ=="), 401, PLAIN);

        Answer mixed = get("/mixed/x", "Authorization: Basic YWRhOmFkYQ==");
        assertThat(mixed.status()).isEqualTo(200);
        assertThat(mixed.body()).startsWith("owner=null");
        isProblem(get("/mixed/x"), 401, PLAIN);
        isProblem(get("/mixed/x", "Authorization: Bearer jf_wrong"), 401, INVALID_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "Bearer ", "Bearer    ", "Bearer\t"})
    void line7_bareScheme_isAnInvalidRequest(String value) throws Exception {
        isProblem(
                get("/api/x", "Authorization: " + value),
                400,
                PLAIN
                        + ", error=\"invalid_request\", error_description=\"The Authorization header names the Bearer scheme but holds no token.\"");
    }

    @Test
    void emptyAuthorization_isMalformed() throws Exception {
        assertThat(get("/api/x", "Authorization:").status()).isEqualTo(400);
        assertThat(get("/api/x", "Authorization: ").status()).isEqualTo(400);
    }

    @Test
    void line9_twoAuthorizationLines_areAnInvalidRequest() throws Exception {
        String challenge = PLAIN
                + ", error=\"invalid_request\", error_description=\"The request has more than one Authorization header.\"";
        String bearer = "Authorization: Bearer " + good;
        isProblem(get("/api/x", bearer, bearer), 400, challenge);
        isProblem(get("/api/x", bearer, "Authorization: Basic YWRhOmFkYQ=="), 400, challenge);
        isProblem(get("/api/x", "authorization: Basic YWRhOmFkYQ==", bearer), 400, challenge);
    }

    @Test
    void line10_wrongFormat_isAnInvalidTokenWithoutALookup() throws Exception {
        int finds = store.finds.get();
        char last = good.charAt(34);
        for (String token : List.of(
                "xx_" + good.substring(3),
                good.substring(0, 34),
                good + "0",
                good.substring(0, 34) + (last == 'a' ? 'b' : 'a'),
                good.substring(0, 10) + "-" + good.substring(11),
                good + "=",
                "-._~+/",
                "x")) {
            isProblem(get("/api/x", "Authorization: Bearer " + token), 401, INVALID_TOKEN);
        }
        assertThat(store.finds).hasValue(finds);
    }

    @Test
    void line11_longerThan512Characters_isAnInvalidToken() throws Exception {
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(512)), 401, INVALID_TOKEN);
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(513)), 401, INVALID_TOKEN);
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(5000)), 401, INVALID_TOKEN);
    }

    @Test
    void line12_unknownRevokedExpiredAndSuspended_areToldApartByNothing() throws Exception {
        IssuedToken unknown = TokenService.builder(new FailingStore()).build().issue("ada", null);
        IssuedToken revoked = tokens.issue("ada", null);
        tokens.revoke("ada", revoked.id());
        IssuedToken expired = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofMillis(1)));
        Awaitility.await()
                .until(() -> !tokens.find("ada", expired.id()).orElseThrow().isActive(java.time.Instant.now()));
        IssuedToken ofSuspended = tokens.issue("mallory", null);
        suspended.add("mallory");

        List<Answer> answers = new ArrayList<>();
        for (IssuedToken token : List.of(unknown, revoked, expired, ofSuspended)) {
            answers.add(get("/api/x", bearer(token)));
        }
        assertThat(answers).allSatisfy(answer -> isProblem(answer, 401, INVALID_TOKEN));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream().map(answer -> withoutDate(answer.headers())).distinct())
                .hasSize(1);
    }

    @Test
    void line13_missingScope_isForbiddenAndNamesTheScopes() throws Exception {
        isProblem(
                get("/scoped/x", bearer(laptop)), 403, PLAIN + ", error=\"insufficient_scope\", scope=\"read write\"");
        IssuedToken both = tokens.issue(TokenRequest.of("ada").label("laptop").scopes("write", "read", "more"));
        assertThat(get("/scoped/x", bearer(both)).body()).contains("read=true write=true");
    }

    @Test
    void line14_refusedForAnotherReason_isForbiddenAndNeverAnInvalidToken() throws Exception {
        isProblem(get("/ruled/x?rule=false", bearer(laptop)), 403, PLAIN);
        assertThat(get("/ruled/x?rule=true", bearer(laptop))).satisfies(ConformanceContract::isEchoOfAda);

        Answer byHandler = get("/api/x?then=forbid", bearer(laptop));
        assertThat(byHandler.status()).isEqualTo(403);
        assertThat(byHandler.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void ruleThatThrows_isUnavailable() throws Exception {
        isUnavailable(get("/ruled/x?rule=throw", bearer(laptop)));
    }

    @Test
    void line15_storeThatCannotDecide_isUnavailableAndNotRemembered() throws Exception {
        store.broken = true;
        isUnavailable(get("/api/x", bearer(laptop)));
        isUnavailable(get("/optional/x", bearer(laptop)));

        store.broken = false;
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceContract::isEchoOfAda);
    }

    @Test
    void line16_tooManyLookups_areUnavailable() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        store.hangingUntil = answers;
        int before = store.finds.get();
        CompletableFuture<Answer> hanging = CompletableFuture.supplyAsync(() -> getUnchecked("/api/x", bearer(laptop)));
        Awaitility.await().until(() -> store.finds.get() > before);

        isUnavailable(get("/api/x", bearer(tokens.issue("ada", "another"))));

        answers.countDown();
        assertThat(hanging.get(10, TimeUnit.SECONDS)).satisfies(ConformanceContract::isEchoOfAda);
    }

    @Test
    void line17_filterThatWasNotInitialised_isUnavailable() throws Exception {
        isUnavailable(get("/uninitialised/x", bearer(laptop)));
        isUnavailable(get("/uninitialised/x"));
    }

    @Test
    void line18_head_hasTheHeadersOfGetAndNoBody() throws Exception {
        Answer get = get("/api/x");
        Answer head = RawHttp.send(container.port(), "HEAD /api/x HTTP/1.1");

        assertThat(head.status()).isEqualTo(401);
        assertThat(head.body()).isEmpty();
        assertThat(withoutDate(head.headers())).isEqualTo(withoutDate(get.headers()));
    }

    @Test
    void line19_preflight_isAuthenticatedUnlessTheOptionLetsItPass() throws Exception {
        String[] preflight = {"Origin: https://example.org", "Access-Control-Request-Method: DELETE"};
        isProblem(options("/api/x", preflight), 401, PLAIN);

        assertThat(options("/preflight/x", preflight).status()).isEqualTo(200);
        isProblem(options("/preflight/x", preflight[0]), 401, PLAIN);
        isProblem(options("/preflight/x", preflight[1]), 401, PLAIN);
        isProblem(get("/preflight/x", preflight), 401, PLAIN);
        isProblem(
                options("/preflight/x", preflight[0], preflight[1], "Authorization: Bearer jf_x"), 401, INVALID_TOKEN);
    }

    // ---- 20 to 23

    @Test
    void line20_challenges_areOfTheirGrammar() throws Exception {
        String quoted = "\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*\"";
        String description = "error_description=\"[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+\"";
        String grammar =
                "Bearer realm=" + quoted + "(, error=\"[a-z_]+\"(, " + description + ")?(, scope=\"[a-z ]+\")?)?";
        for (String header :
                List.of("X: x", "Authorization: Bearer", "Authorization: Bearer ,", "Authorization: Bearer x")) {
            assertThat(get("/api/x", header).header("WWW-Authenticate"))
                    .hasSize(1)
                    .allMatch(c -> c.matches(grammar));
        }
        assertThat(get("/scoped/x", bearer(laptop)).header("WWW-Authenticate"))
                .hasSize(1)
                .allMatch(c -> c.matches(grammar));
    }

    @Test
    void line21_anotherMechanismsChallenge_stays() throws Exception {
        assertThat(get("/first/x").header("WWW-Authenticate")).containsExactly("Basic realm=\"other\"", PLAIN);
    }

    @Test
    void line22_request_knowsItsUserAndHasNoSession() throws Exception {
        Answer answer = get("/api/x", bearer(laptop));

        assertThat(answer.body())
                .isEqualTo("owner=ada user=ada auth=Bearer token=laptop read=true write=false dispatch=REQUEST\n");
        assertThat(answer.header("X-Session")).containsExactly("false");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void line33_adminToken_isAPrincipalOfItsOwnWithARoleOfItsOwn() throws Exception {
        String operator = "Authorization: Bearer " + OPERATOR;
        long uses = admin.uses();

        assertThat(get("/operator/x", operator).body())
                .isEqualTo("owner=admin user=null auth=Bearer token=none read=false write=false dispatch=REQUEST\n");
        assertThat(get("/operator/only/x", operator).status()).isEqualTo(200);
        assertThat(admin.uses()).as("a request counts once").isEqualTo(uses + 2);
        assertThat(get("/operator/x", bearer(laptop))).satisfies(ConformanceContract::isEchoOfAda);
        isProblem(
                get("/operator/only/x", bearer(laptop)),
                403,
                PLAIN_API + ", error=\"insufficient_scope\", scope=\"anchorify:admin\"");
        isProblem(get("/api/x", operator), 401, INVALID_TOKEN);
    }

    @Test
    void optionalMode_passesWithoutAToken_andStillRefusesABadOne() throws Exception {
        assertThat(get("/optional/x").body()).startsWith("owner=null user=null auth=null");
        assertThat(get("/optional/x", "Authorization: Basic YWRhOmFkYQ==").body())
                .startsWith("owner=null");
        assertThat(get("/optional/x", bearer(laptop))).satisfies(ConformanceContract::isEchoOfAda);
        isProblem(get("/optional/x", "Authorization: Bearer jf_x"), 401, INVALID_TOKEN);
        assertThat(get("/optional/x", "Authorization: Bearer").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    void line22_dispatch_keepsThePrincipal(String by) throws Exception {
        int finds = store.finds.get();
        Answer answer = get("/api/go?by=" + by + "&to=/api/x", bearer(laptop));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("owner=ada user=ada auth=Bearer token=laptop read=true write=false dispatch="
                        + by.toUpperCase(java.util.Locale.ROOT));
        assertThat(store.finds).as("authenticated once").hasValue(finds + 1);
    }

    /** As the documentation says of this mapping. */
    @Test
    void requestsMappedAlone_keepThePrincipalInAForward_butNotAfterStartAsync() throws Exception {
        assertThat(get("/requests/go?by=forward&to=/requests/x", bearer(laptop)).body())
                .contains("owner=ada");
        assertThat(get("/requests/go?by=async-complete", bearer(laptop)).body()).contains("owner=ada");
        assertThat(get("/requests/go?by=async&to=/requests/x", bearer(laptop)).body())
                .contains("owner=null");
    }

    @Test
    void line22_asyncRequestCompletedOnAnotherThread_keepsThePrincipal() throws Exception {
        assertThat(get("/api/go?by=async-complete", bearer(laptop)).body())
                .startsWith("owner=ada user=ada auth=Bearer");
    }

    @Test
    void line22_errorPage_keepsThePrincipal() throws Exception {
        Answer answer = get("/api/go?by=error", bearer(laptop));

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body())
                .contains("owner=ada user=ada auth=Bearer token=laptop")
                .contains("dispatch=ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    void dispatchFromAnUnprotectedPath_isAuthenticatedOnItsWay(String by) throws Exception {
        isProblem(get("/open/go?by=" + by + "&to=/api/x"), 401, PLAIN);
        assertThat(get("/open/go?by=" + by + "&to=/api/x", bearer(laptop)).body())
                .contains("owner=ada");
    }

    @Test
    void includeFromAnUnprotectedPath_addsNothingOfTheResource() throws Exception {
        assertThat(get("/open/go?by=include&to=/api/x").body()).isEqualTo("before\nafter\n");
        assertThat(get("/open/go?by=include&to=/api/x", bearer(laptop)).body()).contains("owner=ada");
    }

    @Test
    void errorFromAnUnprotectedPath_doesNotReachAProtectedPageWithoutAToken() throws Exception {
        assertThat(get("/open/go?by=error").body()).doesNotContain("owner=");
    }

    @Test
    void failureOfTheHandler_isTheHandlersOwn() throws Exception {
        Answer answer = get("/api/go?by=throw", bearer(laptop));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void line23_handlerThatFlushesOrFails_doesNotLoseTheAnswer() throws Exception {
        assertThat(get("/api/x?then=flush", bearer(laptop))).satisfies(ConformanceContract::isEchoOfAda);
        assertThat(get("/api/x?then=fail", bearer(laptop)).status()).isEqualTo(500);
    }

    private BearerTokenFilterBuilder filter() {
        return BearerTokenFilter.builder(tokens).realm("a \"quoted\" \\ realm");
    }

    /** A filter whose initialisation did not happen, behind one that keeps the container from calling it. */
    private static jakarta.servlet.Filter uninitialised() {
        BearerTokenFilter filter = new BearerTokenFilter();
        return (request, response, chain) -> filter.doFilter(request, response, chain);
    }

    private static boolean rule(String wish) {
        if (wish.equals("throw")) {
            throw new IllegalStateException("The rule failed");
        }
        return Boolean.parseBoolean(wish);
    }

    private Answer get(String path, String... headers) throws IOException {
        return RawHttp.get(container.port(), path, headers);
    }

    private Answer getUnchecked(String path, String... headers) {
        try {
            return get(path, headers);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Answer options(String path, String... headers) throws IOException {
        return RawHttp.send(container.port(), "OPTIONS " + path + " HTTP/1.1", headers);
    }

    private static String bearer(IssuedToken token) {
        return "Authorization: Bearer " + token.secret().reveal();
    }

    private static void isEchoOfAda(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("owner=ada user=ada auth=Bearer token=laptop");
    }

    private static void isProblem(Answer answer, int status, String challenge) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(challenge);
        isProblemDocument(answer, status);
    }

    private static void isUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).containsExactly("1");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.body()).doesNotContain("SELECT");
        isProblemDocument(answer, 503);
    }

    private static void isProblemDocument(Answer answer, int status) {
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.body())
                .matches("\\{\"type\":\"about:blank\",\"title\":\"[A-Z][A-Za-z ]+\",\"status\":" + status
                        + ",\"detail\":\"[^\"\\\\]+\"}");
    }

    private static List<String> withoutDate(List<String> headers) {
        return headers.stream()
                .filter(line -> !line.startsWith("Date:"))
                .sorted()
                .toList();
    }
}
