package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.Decision.Proceed;
import io.anchorify.auth.servlet.Decision.Reject;
import io.anchorify.auth.servlet.ProtectedPaths.Area;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAuthorizerTest {

    /** Each is inserted between two characters of a header, and replaces one. */
    private static final List<String> MUTATIONS = List.of("", " ", "\t", "=", ",", "a", "B", "ä", "\u0142", "\u0000");

    private static final UnaryOperator<BearerTokenFilterBuilder> DEFAULTS = options -> options;

    private final TokenService service =
            TokenService.builder(TokenStore.inMemory()).build();
    private final String secret =
            service.issue(TokenRequest.of("ada").scopes("read")).secret().reveal();
    private final String bearer = "Bearer " + secret;
    private final List<String> presented = new ArrayList<>();
    private final TokenAuthenticator tokens = token -> {
        presented.add(token);
        return service.authenticate(token);
    };
    private final List<FilterEvent> events = new ArrayList<>();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void request_withoutToken_isRejectedUnlessOptional() {
        assertRejected(FilterOutcome.NO_TOKEN, decide(DEFAULTS, request()));
        assertRejected(FilterOutcome.NO_TOKEN, decide(BearerTokenFilterBuilder::allowOtherSchemes, request()));
        assertPassedWithoutToken(decide(BearerTokenFilterBuilder::optional, request()));
    }

    @Test
    void request_whoseContainerReturnsNoHeaders_isRejected() {
        HttpServletRequest request = request();
        when(request.getHeaders("Authorization")).thenReturn(null);

        assertRejected(FilterOutcome.NO_TOKEN, decide(DEFAULTS, request));
    }

    @Test
    void otherScheme_isRejectedUnlessAllowedOrOptional() {
        assertRejected(FilterOutcome.OTHER_SCHEME, decide(DEFAULTS, request("Basic x")));
        assertPassedWithoutToken(decide(BearerTokenFilterBuilder::allowOtherSchemes, request("Basic x")));
        assertPassedWithoutToken(decide(BearerTokenFilterBuilder::optional, request("Basic x")));
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, https://example.org, GET, PASSED_WITHOUT_TOKEN",
        "GET, https://example.org, GET, NO_TOKEN",
        "OPTIONS, , GET, NO_TOKEN",
        "OPTIONS, https://example.org, , NO_TOKEN"
    })
    void preflight_whereAllowed_passesIfComplete(
            String method, String origin, String requested, FilterOutcome outcome) {
        HttpServletRequest request = request();
        when(request.getMethod()).thenReturn(method);
        when(request.getHeader("Origin")).thenReturn(origin);
        when(request.getHeader("Access-Control-Request-Method")).thenReturn(requested);

        assertThat(decide(BearerTokenFilterBuilder::allowPreflight, request).outcome())
                .isEqualTo(outcome);
        assertRejected(FilterOutcome.NO_TOKEN, decide(DEFAULTS, request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer a b", "=", "Bearer \t a"})
    void header_outsideTheGrammar_isAnInvalidRequestAlsoInOptionalMode(String header) {
        assertRejected(FilterOutcome.INVALID_REQUEST, decide(DEFAULTS, request(header)));
        assertRejected(FilterOutcome.INVALID_REQUEST, decide(BearerTokenFilterBuilder::optional, request(header)));
        assertThat(presented).isEmpty();
    }

    @Test
    void header_repeated_isAnInvalidRequest() {
        assertRejected(FilterOutcome.INVALID_REQUEST, decide(DEFAULTS, request(bearer, bearer)));
        assertRejected(FilterOutcome.INVALID_REQUEST, decide(DEFAULTS, request(bearer, "Basic x")));
    }

    @Test
    void token_longerThanTheMaximum_isMalformedAndNotPresented() {
        String longest = "a".repeat(AuthorizationHeader.MAX_TOKEN_LENGTH);

        assertRejected(FilterOutcome.MALFORMED, decide(DEFAULTS, request("Bearer " + longest)));
        assertRejected(FilterOutcome.MALFORMED, decide(DEFAULTS, request("Bearer " + longest + "a")));

        assertThat(presented).containsExactly(longest);
    }

    @Test
    void authenticator_ofMutatedHeaders_isPresentedOnlyWhatTheGrammarAllows() {
        AtomicReference<String> header = new AtomicReference<>();
        HttpServletRequest request = request();
        when(request.getHeaders("Authorization")).thenAnswer(call -> Collections.enumeration(List.of(header.get())));
        doNothing().when(request).setAttribute(any(), any());
        RequestAuthorizer authorizer = authorizer(tokens, DEFAULTS);
        for (String mutation : mutations(bearer)) {
            AuthorizationHeader expected = HeaderGrammar.parse(mutation);
            boolean isToken = expected.kind() == AuthorizationHeader.Kind.TOKEN;
            presented.clear();
            header.set(mutation);

            Decision decision = authorizer.authorize(request, Area.PROTECTED, false);

            assertThat(presented).as(mutation).isEqualTo(isToken ? List.of(expected.token()) : List.of());
            assertThat(decision instanceof Proceed)
                    .as(mutation)
                    .isEqualTo(expected.token().equals(secret));
        }
    }

    @ParameterizedTest
    @EnumSource
    void token_rejectedByTheAuthenticator_isRejectedWithItsReason(RejectionReason reason) {
        Decision decision = decide(text -> new Rejected(reason), BearerTokenFilterBuilder::optional, request(bearer));

        assertRejected(FilterOutcome.of(reason), decision);
    }

    @Test
    void token_outsideItsNetworks_isForbiddenLikeAnyOtherAndNotCalledInvalid() throws Exception {
        Decision outside =
                decide(text -> new Rejected(RejectionReason.OUTSIDE_NETWORK), options -> options, request(bearer));
        Decision byRule = decide(options -> options.permit((request, principal) -> false), request(bearer));

        assertThat(sent((Reject) outside)).isEqualTo(sent((Reject) byRule));
    }

    private static String sent(Reject reject) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpServletResponse response = HttpMocks.response(body);
        reject.response().send(request(), response);
        verify(response).setStatus(403);
        verify(response).addHeader("WWW-Authenticate", "Bearer realm=\"api\"");
        return body.toString(StandardCharsets.UTF_8);
    }

    @Test
    void authenticator_isGivenTheRemoteAddress_onlyIfItAsks() {
        HttpServletRequest request = request(bearer);
        when(request.getRemoteAddr()).thenReturn("192.0.2.1");
        List<String> addresses = new ArrayList<>();

        RequestAuthorizer asking =
                BearerTokenFilter.builder(new Asking(addresses::add)).authorizer();
        RequestAuthorizer notAsking = BearerTokenFilter.builder(tokens).authorizer();

        notAsking.authorize(request, Area.PROTECTED, false);
        verify(request, never()).getRemoteAddr();
        asking.authorize(request, Area.PROTECTED, false);
        assertThat(addresses).containsExactly("192.0.2.1");
    }

    /** Asks for the address of each client. */
    private record Asking(Consumer<String> addresses) implements TokenAuthenticator {

        @Override
        public Authentication authenticate(String presented) {
            throw new AssertionError("The address is missing");
        }

        @Override
        public Authentication authenticate(String presented, Supplier<String> remoteAddress) {
            addresses.accept(remoteAddress.get());
            return new Rejected(RejectionReason.OUTSIDE_NETWORK);
        }
    }

    @Test
    void token_valid_proceedsWithItsPrincipal() {
        Decision decision = decide(DEFAULTS, request(bearer));

        assertThat(decision).asInstanceOf(type(Proceed.class)).satisfies(proceed -> {
            assertThat(proceed.outcome()).isEqualTo(FilterOutcome.AUTHENTICATED);
            assertThat(proceed.principal().owner()).isEqualTo("ada");
            assertThat(proceed.request().getUserPrincipal()).isSameAs(proceed.principal());
        });
    }

    @Test
    void token_withoutARequiredScope_isRejectedWithItsPrincipal() {
        Decision decision = decide(options -> options.requiredScopes("read", "write"), request(bearer));

        assertThat(decision).isInstanceOf(Reject.class);
        assertThat(decision.outcome()).isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
        assertThat(decision.principal().owner()).isEqualTo("ada");
        assertThat(decide(options -> options.requiredScopes("read"), request(bearer)))
                .isInstanceOf(Proceed.class);
    }

    @Test
    void token_withoutAnyOfTheScopes_isRejected() {
        assertThat(decide(options -> options.anyScope("write", "list"), request(bearer))
                        .outcome())
                .isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
        assertThat(decide(options -> options.anyScope("write", "read"), request(bearer)))
                .isInstanceOf(Proceed.class);
        assertThat(decide(options -> options.anyScope("read").requiredScopes("write"), request(bearer))
                        .outcome())
                .isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
    }

    @Test
    void token_withoutTheScopeOfARule_isRejected() {
        assertThat(decide(options -> options.scopesFor("GET", "/x", "write"), request(bearer))
                        .outcome())
                .isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
        assertThat(decide(options -> options.scopesFor("GET", "/x", "read"), request(bearer)))
                .isInstanceOf(Proceed.class);
        assertThat(decide(options -> options.scopesFor("GET", "/y", "write"), request(bearer)))
                .isInstanceOf(Proceed.class);
    }

    @Test
    void method_withoutARule_isForbiddenWithItsPrincipal() {
        Decision decision = decide(options -> options.scopesFor("POST", "/x", "read"), request(bearer));

        assertThat(decision).isInstanceOf(Reject.class);
        assertThat(decision.outcome()).isEqualTo(FilterOutcome.FORBIDDEN);
        assertThat(decision.principal().owner()).isEqualTo("ada");
    }

    /** No scope helps, so none is named. */
    @Test
    void method_withoutARule_isForbiddenAlsoIfAScopeIsMissing() {
        Decision decision =
                decide(options -> options.scopesFor("POST", "/x", "read").requiredScopes("write"), request(bearer));

        assertThat(decision.outcome()).isEqualTo(FilterOutcome.FORBIDDEN);
    }

    @Test
    void uri_notCanonical_isABadRequestIfThereAreRules() {
        HttpServletRequest request = request(bearer);
        when(request.getRequestURI()).thenReturn("/x/../y");

        assertThat(authorizer(tokens, DEFAULTS).areaOf(request)).isEqualTo(Area.PROTECTED);
        assertThat(authorizer(tokens, options -> options.scopesFor("GET", "/y", "read"))
                        .areaOf(request))
                .isEqualTo(Area.AMBIGUOUS);
    }

    @Test
    void rule_isGivenTheRequestAndThePrincipal_andDecides() {
        HttpServletRequest request = request(bearer);
        AtomicReference<HttpServletRequest> given = new AtomicReference<>();

        Decision refused = decide(
                options -> options.permit((tested, principal) -> {
                    given.set(tested);
                    return !principal.owner().equals("ada");
                }),
                request);

        assertThat(given.get()).isSameAs(request);
        assertThat(refused.outcome()).isEqualTo(FilterOutcome.FORBIDDEN);
        assertThat(refused.principal().owner()).isEqualTo("ada");
    }

    @Test
    void exception_ofTheRuleOrTheAuthenticator_makesTheRequestUnavailable() throws Exception {
        RuntimeException failure = new IllegalStateException("Failed on purpose");

        try (LogRecorder log = new LogRecorder(BearerTokenFilter.class)) {
            assertUnavailable(
                    decide(options -> options.permit((request, principal) -> fail(failure)), request(bearer)));
            assertUnavailable(decide(text -> fail(failure), BearerTokenFilterBuilder::optional, request(bearer)));
            service.close();
            assertUnavailable(decide(BearerTokenFilterBuilder::optional, request(bearer)));

            assertThat(log.records())
                    .extracting(LogRecord::getLevel)
                    .containsExactly(Level.WARNING, Level.WARNING, Level.FINE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "REQUEST", mode = EnumSource.Mode.EXCLUDE)
    void laterDispatch_ofAnAuthenticatedRequest_isNeitherAuthenticatedNorPublishedAgain(DispatcherType dispatch) {
        HttpServletRequest request = request(bearer);
        RequestAuthorizer authorizer = authorizer(tokens, DEFAULTS);
        BearerPrincipal principal =
                authorizer.authorize(request, Area.PROTECTED, false).principal();
        when(request.getDispatcherType()).thenReturn(dispatch);

        Decision again = authorizer.authorize(request, Area.PROTECTED, false);

        assertThat(again).asInstanceOf(type(Proceed.class)).satisfies(proceed -> {
            assertThat(proceed.principal()).isSameAs(principal);
            assertThat(proceed.request().getUserPrincipal()).isSameAs(principal);
        });
        assertThat(presented).hasSize(1);
        assertThat(events).hasSize(1);
    }

    @Test
    void laterDispatch_ofTheWrappedRequest_isPassedOnAsItIs() {
        RequestAuthorizer authorizer = authorizer(tokens, DEFAULTS);
        HttpServletRequest wrapped = ((Proceed) authorizer.authorize(request(bearer), Area.PROTECTED, false)).request();

        assertThat(((Proceed) authorizer.authorize(wrapped, Area.PROTECTED, false)).request())
                .isSameAs(wrapped);
    }

    @Test
    void laterDispatch_isPublishedIfItIsRejectedOrAuthenticatesTheToken() {
        HttpServletRequest forwarded = request(bearer);
        when(forwarded.getDispatcherType()).thenReturn(DispatcherType.FORWARD);
        HttpServletRequest withoutToken = request();
        when(withoutToken.getDispatcherType()).thenReturn(DispatcherType.FORWARD);

        decide(BearerTokenFilterBuilder::optional, withoutToken);
        decide(DEFAULTS, withoutToken);
        decide(DEFAULTS, forwarded);
        decide(options -> options.requiredScopes("write"), forwarded);

        assertThat(events)
                .extracting(FilterEvent::outcome)
                .containsExactly(FilterOutcome.NO_TOKEN, FilterOutcome.AUTHENTICATED, FilterOutcome.INSUFFICIENT_SCOPE);
    }

    /** The application forwards the request; the token was valid when the request arrived. */
    @Test
    void laterDispatch_afterLogout_proceedsWithoutAPrincipalIfTheTokenHasTheScopes() throws Exception {
        HttpServletRequest request = request(bearer);
        HttpServletRequest passedOn = ((Proceed) decide(DEFAULTS, request)).request();
        passedOn.logout();
        when(request.getDispatcherType()).thenReturn(DispatcherType.FORWARD);

        Decision allowed = decide(options -> options.requiredScopes("read"), request);
        Decision refused = decide(options -> options.requiredScopes("write"), request);

        assertThat(((Proceed) allowed).request().getUserPrincipal()).isNull();
        assertThat(refused.outcome()).isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
    }

    private Decision decide(UnaryOperator<BearerTokenFilterBuilder> options, HttpServletRequest request) {
        return decide(tokens, options, request);
    }

    private Decision decide(
            TokenAuthenticator tokens, UnaryOperator<BearerTokenFilterBuilder> options, HttpServletRequest request) {
        return authorizer(tokens, options).authorize(request, Area.PROTECTED, false);
    }

    private RequestAuthorizer authorizer(TokenAuthenticator tokens, UnaryOperator<BearerTokenFilterBuilder> options) {
        return options.apply(BearerTokenFilter.builder(tokens).listener(events::add))
                .authorizer();
    }

    private static void assertRejected(FilterOutcome outcome, Decision decision) {
        assertThat(decision).asInstanceOf(type(Reject.class)).satisfies(reject -> {
            assertThat(reject.outcome()).isEqualTo(outcome);
            assertThat(reject.principal()).isNull();
        });
    }

    private static void assertPassedWithoutToken(Decision decision) {
        assertThat(decision).asInstanceOf(type(Proceed.class)).satisfies(proceed -> {
            assertThat(proceed.outcome()).isEqualTo(FilterOutcome.PASSED_WITHOUT_TOKEN);
            assertThat(proceed.principal()).isNull();
            assertThat(proceed.request()).isNotInstanceOf(AuthenticatedRequest.class);
        });
    }

    private static void assertUnavailable(Decision decision) throws Exception {
        assertRejected(FilterOutcome.UNAVAILABLE, decision);
        HttpServletResponse response = HttpMocks.response();
        ((Reject) decision).response().send(request(), response);
        verify(response).setStatus(503);
        verify(response).setHeader("Retry-After", "1");
    }

    private static <T> T fail(RuntimeException failure) {
        throw failure;
    }

    private static List<String> mutations(String header) {
        List<String> mutations = new ArrayList<>(List.of(header));
        for (int i = 0; i <= header.length(); i++) {
            for (String mutation : MUTATIONS) {
                mutations.add(header.substring(0, i) + mutation + header.substring(i));
                mutations.add(header.substring(0, i) + mutation + header.substring(Math.min(header.length(), i + 1)));
            }
        }
        return mutations;
    }
}
