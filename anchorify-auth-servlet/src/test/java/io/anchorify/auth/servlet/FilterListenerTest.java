package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.EveryOutcome;
import io.anchorify.auth.servlet.conformance.Guarded;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RunningApplication;
import io.anchorify.auth.servlet.conformance.Servlets;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener hears of the filter, what it does not hear, and that it changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterListenerTest {

    private final List<FilterEvent> events = new CopyOnWriteArrayList<>();
    private EveryOutcome filters;

    @BeforeAll
    void start() throws Exception {
        filters = new EveryOutcome(events::add);
    }

    @BeforeEach
    void forget() {
        events.clear();
    }

    @AfterAll
    void stop() throws Exception {
        filters.close();
    }

    @ParameterizedTest
    @EnumSource
    void outcome_ofOneRequest_isToldOnce(FilterOutcome outcome) throws Exception {
        int status = filters.provoke(outcome).status();

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(outcome);
        assertThat(status).isEqualTo(statusOf(outcome));
        assertThat(events.get(0).dispatch()).isEqualTo(DispatcherType.REQUEST);
        assertThat(events.get(0).method()).isEqualTo("GET");
        assertThat(events.get(0).path()).endsWith("/x");
        assertThat(events.get(0).remoteAddress()).isEqualTo("127.0.0.1");
        boolean wasGood = EnumSet.of(
                        FilterOutcome.AUTHENTICATED, FilterOutcome.INSUFFICIENT_SCOPE, FilterOutcome.FORBIDDEN)
                .contains(outcome);
        assertThat(events.get(0).principal() instanceof TokenPrincipal ada
                        && ada.owner().equals("ada"))
                .isEqualTo(wasGood);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Bearer a b|INVALID_REQUEST",
                "Authorization: |INVALID_REQUEST",
                "Authorization: Bearer a, Authorization: Bearer b|INVALID_REQUEST"
            })
    void header_thatIsNotWhatItShouldBe_isAnInvalidRequest(String header, FilterOutcome outcome) throws Exception {
        filters.get("/api/x", header.split(", "));

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(outcome);
    }

    @Test
    void token_longerThanAny_isMalformed() throws Exception {
        filters.get("/api/x", EveryOutcome.bearer("a".repeat(AuthorizationHeader.MAX_TOKEN_LENGTH + 1)));

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(FilterOutcome.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/go?by=forward&to=/api/x",
        "/api/go?by=include&to=/api/x",
        "/api/go?by=async&to=/api/x",
        "/api/go?by=error"
    })
    void request_thatGoesThroughDispatchesAsItWasAdmitted_isToldOnce(String path) throws Exception {
        filters.get(path, EveryOutcome.bearer(filters.good()));

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(FilterOutcome.AUTHENTICATED);
    }

    @Test
    void request_thatGoesOnWithoutAToken_isToldOnce() throws Exception {
        filters.get("/optional/go?by=forward&to=/optional/x");

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(FilterOutcome.PASSED_WITHOUT_TOKEN);
    }

    @Test
    void forward_fromOutsideTheMapping_isToldWhetherItIsRefusedOrNot() throws Exception {
        filters.get("/open/go?by=forward&to=/api/x");
        filters.get("/open/go?by=forward&to=/api/x", EveryOutcome.bearer(filters.good()));

        assertThat(events)
                .extracting(FilterEvent::outcome)
                .containsExactly(FilterOutcome.NO_TOKEN, FilterOutcome.AUTHENTICATED);
        assertThat(events).extracting(FilterEvent::dispatch).containsOnly(DispatcherType.FORWARD);
    }

    @Test
    void forward_intoAMappingThatRefuses_isToldAfterThePassBefore() throws Exception {
        filters.get("/api/go?by=forward&to=/scoped/x", EveryOutcome.bearer(filters.good()));

        assertThat(events)
                .extracting(FilterEvent::outcome)
                .containsExactly(FilterOutcome.AUTHENTICATED, FilterOutcome.INSUFFICIENT_SCOPE);
    }

    @Test
    void event_holdsNothingOfWhatWasPresented() throws Exception {
        String secret = filters.good();
        filters.get("/api/x;access_token=" + secret + "/y;jsessionid=" + secret + "?access_token=" + secret);
        filters.get("/api/x?access_token=" + secret, EveryOutcome.bearer(secret), "Cookie: JSESSIONID=" + secret);
        filters.get("/scoped/x", EveryOutcome.bearer(secret));

        assertThat(events).hasSize(3);
        assertThat(events.toString()).doesNotContain(secret);
        assertThat(events.get(0).path()).isEqualTo("/api/x/y");
        assertThat(events).extracting(FilterEvent::queryToken).containsExactly(true, true, false);
    }

    @Test
    void event_ofAnEncodedPath_showsItAsItWasSent() throws Exception {
        filters.get("/api/%41%20;x=y/caf%C3%A9");

        assertThat(events).extracting(FilterEvent::path).containsExactly("/api/%41%20/caf%C3%A9");
    }

    @ParameterizedTest
    @EnumSource
    void listener_thatThrows_changesNoAnswerAndSilencesNoOther(FilterOutcome outcome) throws Exception {
        FilterListener broken = event -> {
            throw new IllegalStateException("The listener failed");
        };
        try (EveryOutcome withBroken = new EveryOutcome(broken, events::add)) {
            assertThat(withBroken.provoke(outcome).status()).isEqualTo(statusOf(outcome));
            assertThat(events).extracting(FilterEvent::outcome).containsExactly(outcome);
        }
    }

    @Test
    void listener_thatMissesAClass_isWarnedOfOnceAndWithoutTheToken() throws Exception {
        FilterListener broken = event -> {
            throw new NoClassDefFoundError("io/example/Missing");
        };
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler handler = collecting(records);
        Logger logger = Logger.getLogger(FilterListener.class.getName());
        logger.addHandler(handler);
        try (EveryOutcome withBroken = new EveryOutcome(broken)) {
            for (int i = 0; i < 3; i++) {
                assertThat(withBroken.provoke(FilterOutcome.AUTHENTICATED).status())
                        .isEqualTo(200);
            }
            assertThat(records)
                    .filteredOn(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                    .singleElement()
                    .extracting(LogRecord::getMessage)
                    .asString()
                    .doesNotContain(withBroken.good());
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void listeners_ofOneFilter_areToldInTheOrderOfTheirAddition() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EveryOutcome both = new EveryOutcome(event -> told.add("first"), event -> told.add("second"))) {
            both.provoke(FilterOutcome.NO_TOKEN);
        }
        assertThat(told).containsExactly("first", "second");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void request_isAskedForWhatAnEventHolds_onlyIfThereIsAListener(boolean isHeard, int asked) throws Exception {
        AtomicInteger questions = new AtomicInteger();
        EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build();
                RunningApplication running = RunningApplication.inJetty(application -> {
                    application.filter(
                            "/*",
                            requests,
                            (request, response, chain) ->
                                    chain.doFilter(counting((HttpServletRequest) request, questions), response));
                    application.guard(
                            "/*", requests, tokens, filter -> isHeard ? filter.listener(events::add) : filter);
                    application.servlet(new Guarded(), "/*");
                })) {
            RawHttp.get(running.port(), "/x");
        }
        assertThat(questions).hasValue(asked);
    }

    @Test
    void listenerAttribute_inInitParameters_isTold() throws Exception {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            Server server = server(tokens, (FilterListener) events::add);
            server.start();
            RawHttp.get(port(server), "/x");
            server.stop();
        }
        assertThat(events).extracting(FilterEvent::outcome).containsExactly(FilterOutcome.NO_TOKEN);
    }

    @Test
    void listenerAttribute_thatHoldsSomethingElse_failsTheDeploymentAndIsNamed() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            assertThatThrownBy(() -> server(tokens, "no listener").start())
                    .isInstanceOf(ServletException.class)
                    .hasMessage(
                            "BearerTokenFilter 'tokens': The servlet context attribute 'my.listener', which the init"
                                    + " parameter listener-attribute names, holds no FilterListener; set it in a"
                                    + " ServletContextListener");
        }
    }

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void reasonOfAnOutcome_isTheOneOfItsName(RejectionReason reason) {
        assertThat(Arrays.stream(FilterOutcome.values()).filter(outcome -> outcome.reason() == reason))
                .containsExactly(FilterOutcome.valueOf(reason.name()));
    }

    private static HttpServletRequest counting(HttpServletRequest request, AtomicInteger questions) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRemoteAddr() {
                questions.incrementAndGet();
                return super.getRemoteAddr();
            }
        };
    }

    private static Server server(TokenService tokens, Object listener) {
        FilterHolder holder = new FilterHolder(BearerTokenFilter.class);
        holder.setName("tokens");
        holder.setInitParameter("listener-attribute", "my.listener");
        ServletContextHandler context = new ServletContextHandler("/");
        context.setAttribute(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, tokens);
        context.setAttribute("my.listener", listener);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Servlets.Echo()), "/*");
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(context);
        return server;
    }

    private static int port(Server server) {
        return server.getURI().getPort();
    }

    private static Handler collecting(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static int statusOf(FilterOutcome outcome) {
        return switch (outcome) {
            case AUTHENTICATED, PASSED_WITHOUT_TOKEN -> 200;
            case INVALID_REQUEST -> 400;
            case NO_TOKEN, OTHER_SCHEME, MALFORMED, UNKNOWN, REVOKED, EXPIRED, OWNER_SUSPENDED -> 401;
            case INSUFFICIENT_SCOPE, FORBIDDEN -> 403;
            case UNAVAILABLE -> 503;
        };
    }
}
