package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.servlet.conformance.OutcomeScenarios;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of filters in Jetty, for every outcome and through dispatches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterListenerTest {

    private static final Set<FilterOutcome> VALID_TOKEN =
            EnumSet.of(FilterOutcome.AUTHENTICATED, FilterOutcome.INSUFFICIENT_SCOPE, FilterOutcome.FORBIDDEN);

    /** Of a token that the service does not find, there is nothing to name. */
    private static final Set<FilterOutcome> NAMED_TOKEN = EnumSet.of(
            FilterOutcome.AUTHENTICATED,
            FilterOutcome.INSUFFICIENT_SCOPE,
            FilterOutcome.FORBIDDEN,
            FilterOutcome.REVOKED,
            FilterOutcome.EXPIRED,
            FilterOutcome.SUPERSEDED,
            FilterOutcome.TOO_OLD,
            FilterOutcome.IDLE,
            FilterOutcome.OWNER_SUSPENDED,
            FilterOutcome.OUTSIDE_NETWORK);

    private final List<FilterEvent> events = new CopyOnWriteArrayList<>();
    private volatile boolean throwing;
    private OutcomeScenarios filters;

    @BeforeAll
    void start() throws Exception {
        filters = new OutcomeScenarios(this::throwIfAsked, events::add);
    }

    @BeforeEach
    void clear() {
        events.clear();
    }

    @AfterAll
    void stop() throws Exception {
        filters.close();
    }

    @ParameterizedTest
    @EnumSource
    void listener_ofARequest_isCalledOnce(FilterOutcome outcome) throws Exception {
        int status = filters.provoke(outcome).status();

        assertThat(status).isEqualTo(statusOf(outcome));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo(outcome);
            assertThat(event.dispatch()).isEqualTo(DispatcherType.REQUEST);
            assertThat(event.method()).isEqualTo("GET");
            assertThat(event.path()).endsWith("/x");
            assertThat(event.remoteAddress()).isEqualTo("127.0.0.1");
            assertThat(event.principal() instanceof TokenPrincipal ada
                            && ada.owner().equals("ada"))
                    .isEqualTo(VALID_TOKEN.contains(outcome));
            assertThat(event.owner() != null).isEqualTo(NAMED_TOKEN.contains(outcome));
            assertThat(event.tokenId() != null).isEqualTo(NAMED_TOKEN.contains(outcome));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/api/go?by=forward&to=/api/x",
        "/api/go?by=include&to=/api/x",
        "/api/go?by=async&to=/api/x",
        "/api/go?by=error"
    })
    void listener_ofAnAuthenticatedRequestInDispatches_isCalledOnce(String path) throws Exception {
        filters.get(path, OutcomeScenarios.bearer(filters.validToken()));

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(FilterOutcome.AUTHENTICATED);
    }

    @Test
    void listener_ofARequestWithoutATokenInDispatches_isCalledOnce() throws Exception {
        filters.get("/optional/go?by=forward&to=/optional/x");

        assertThat(events).extracting(FilterEvent::outcome).containsExactly(FilterOutcome.PASSED_WITHOUT_TOKEN);
    }

    @Test
    void listener_ofAForwardFromAnUnprotectedPath_isCalled() throws Exception {
        filters.get("/open/go?by=forward&to=/api/x");
        filters.get("/open/go?by=forward&to=/api/x", OutcomeScenarios.bearer(filters.validToken()));

        assertThat(events)
                .extracting(FilterEvent::outcome)
                .containsExactly(FilterOutcome.NO_TOKEN, FilterOutcome.AUTHENTICATED);
        assertThat(events).extracting(FilterEvent::dispatch).containsOnly(DispatcherType.FORWARD);
    }

    @Test
    void listener_ofAForwardThatIsRejected_isCalledAgain() throws Exception {
        filters.get("/api/go?by=forward&to=/scoped/x", OutcomeScenarios.bearer(filters.validToken()));

        assertThat(events)
                .extracting(FilterEvent::outcome)
                .containsExactly(FilterOutcome.AUTHENTICATED, FilterOutcome.INSUFFICIENT_SCOPE);
    }

    @Test
    void event_neverContainsTheToken() throws Exception {
        String secret = filters.validToken();
        filters.get("/api/x;access_token=" + secret + "/y;jsessionid=" + secret + "?access_token=" + secret);
        filters.get("/api/x?access_token=" + secret, OutcomeScenarios.bearer(secret), "Cookie: JSESSIONID=" + secret);
        filters.get("/scoped/x", OutcomeScenarios.bearer(secret));

        assertThat(events).hasSize(3);
        assertThat(events.toString()).doesNotContain(secret);
        assertThat(events.get(0).path()).isEqualTo("/api/x/y");
        assertThat(events).extracting(FilterEvent::queryToken).containsExactly(true, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void listener_thatThrows_doesNotChangeTheAnswer(FilterOutcome outcome) throws Exception {
        throwing = true;
        try {
            assertThat(filters.provoke(outcome).status()).isEqualTo(statusOf(outcome));
        } finally {
            throwing = false;
        }
        assertThat(events).extracting(FilterEvent::outcome).containsExactly(outcome);
    }

    private void throwIfAsked(FilterEvent event) {
        if (throwing) {
            throw new IllegalStateException("Failed on purpose");
        }
    }

    private static int statusOf(FilterOutcome outcome) {
        return switch (outcome) {
            case AUTHENTICATED, PASSED_WITHOUT_TOKEN -> 200;
            case INVALID_REQUEST, INVALID_URI -> 400;
            case NO_TOKEN,
                    OTHER_SCHEME,
                    MALFORMED,
                    UNKNOWN,
                    REVOKED,
                    EXPIRED,
                    SUPERSEDED,
                    TOO_OLD,
                    IDLE,
                    OWNER_SUSPENDED -> 401;
            case OUTSIDE_NETWORK, INSUFFICIENT_SCOPE, FORBIDDEN -> 403;
            case UNAVAILABLE -> 503;
        };
    }
}
