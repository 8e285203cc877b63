package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.DeviceFlowLimitException.Limit;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.ForwardingDeviceCodes;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service does in the device flow. {@code DeviceFlowContract} tests the flow on every store. */
class DeviceFlowTest {

    private static final TokenRequest REQUEST = TokenRequest.of("ada").label("laptop");

    private final TestTime time = new TestTime();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final List<TokenEvent> events = new CopyOnWriteArrayList<>();
    private final ProbedCodes codes = new ProbedCodes(TokenStore.inMemory());
    private final TokenService tokens = TokenServices.build(
            TokenService.builder(codes.store())
                    .policy(TokenPolicy.none()
                            .defaultLifetime(Duration.ofDays(30))
                            .maximumLifetime(Duration.ofDays(90))
                            .maximumTokens(2))
                    .listener(events::add),
            time);
    private final DeviceFlow flow = tokens.deviceFlow();

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void start_returnsCodesOfTheRfc() {
        DeviceAuthorization started = start();

        assertThat(started.deviceCode().reveal()).matches("[0-9A-Za-z]{22}");
        assertThat(started.userCode()).matches("[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}");
        assertThat(started.expiresAt()).isEqualTo(TestTime.START.plus(Duration.ofMinutes(10)));
        assertThat(started.interval()).hasSeconds(5);
        assertThat(started.toString()).doesNotContain(started.deviceCode().reveal());
        assertThat(start().deviceCode().reveal())
                .isNotEqualTo(started.deviceCode().reveal());
    }

    @Test
    void find_returnsWhatTheDeviceAskedFor() {
        DeviceAuthorization started = flow.start("acme on laptop", "192.0.2.1", Set.of("read"));

        assertThat(flow.find(started.userCode().toLowerCase(Locale.ROOT).replace('-', ' ')))
                .contains(new DeviceRequest(
                        started.userCode(),
                        "acme on laptop",
                        "192.0.2.1",
                        Set.of("read"),
                        TestTime.START,
                        started.expiresAt()));
        assertThat(flow.find("BBBB-BBBB")).isEmpty();
        assertThat(flow.find("<script>")).isEmpty();
    }

    @Test
    void start_fromATextThatIsNoAddress_dropsIt() {
        DeviceAuthorization started = flow.start("command", "' OR 1 = 1 --", Set.of());

        assertThat(flow.find(started.userCode()).orElseThrow().remoteAddress()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000b", "a\u001B[31mb", "a\u202Eb", "a\u2028b", "\uD83D"})
    void start_withAnUnprintableName_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.start(name, null, Set.of()))
                .withMessageStartingWith("A client name must be");
    }

    @Test
    void start_withATooLongNameOrAScopeWithASpace_isRefused() {
        assertThat(flow.start("x".repeat(100), null, Set.of())).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> flow.start("x".repeat(101), null, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> flow.start("command", null, Set.of("a b")));
    }

    @Test
    void starts_beyondTheRate_areRefusedUntilTimeHasPassed() {
        for (int i = 0; i < DeviceFlow.START_BURST; i++) {
            start();
        }
        assertThatThrownBy(this::start).isInstanceOfSatisfying(DeviceFlowLimitException.class, e -> {
            assertThat(e.limit()).isEqualTo(Limit.RATE);
            assertThat(e.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        });

        time.advance(DeviceFlow.START_INTERVAL);
        start();
        assertThatThrownBy(this::start).isInstanceOf(DeviceFlowLimitException.class);
    }

    @Test
    void starts_beyondTheMaximumOfUndecidedCodes_areRefused() {
        codes.maximum = 2;
        DeviceAuthorization first = start();
        start();
        assertThatThrownBy(this::start)
                .isInstanceOfSatisfying(
                        DeviceFlowLimitException.class,
                        e -> assertThat(e.limit()).isEqualTo(Limit.UNDECIDED));

        flow.deny(first.userCode());
        start();
    }

    @Test
    void start_deletesExpiredCodes() {
        DeviceAuthorization old = start();
        time.advance(DeviceFlow.LIFETIME);
        start();

        assertThat(codes.find(old.userCode())).isEmpty();
    }

    @Test
    void purge_deletesExpiredCodes() {
        DeviceAuthorization old = start();
        time.advance(DeviceFlow.LIFETIME.minusNanos(1000));
        tokens.purge(TestTime.START);
        assertThat(codes.find(old.userCode())).isPresent();
        time.advance(Duration.ofNanos(1000));
        tokens.purge(TestTime.START);

        assertThat(codes.find(old.userCode())).isEmpty();
    }

    @Test
    void start_withARandomCodeThatIsTaken_takesAnother() {
        duplicates.set(2);
        assertThat(flow.find(start().userCode())).isPresent();

        duplicates.set(3);
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("random numbers are broken");
    }

    @Test
    void approve_beyondThePolicy_isRefusedBeforeTheDecision() {
        DeviceAuthorization started = start();
        assertThatThrownBy(() -> flow.approve(started.userCode(), REQUEST.expiresIn(Duration.ofDays(91))))
                .isInstanceOfSatisfying(
                        TokenPolicyException.class,
                        e -> assertThat(e.limit()).isEqualTo(TokenPolicyException.Limit.LIFETIME));
        IssuedToken rotated = tokens.issue("ada", null);
        tokens.rotate("ada", rotated.id(), Duration.ofDays(1));
        IssuedToken second = tokens.issue("ada", null);
        assertThatThrownBy(() -> flow.approve(started.userCode(), REQUEST))
                .isInstanceOfSatisfying(
                        TokenPolicyException.class,
                        e -> assertThat(e.limit()).isEqualTo(TokenPolicyException.Limit.TOKENS));

        tokens.revoke("ada", second.id());
        assertThat(flow.approve(started.userCode(), REQUEST)).isTrue();
        assertThat(poll(started)).isInstanceOf(DevicePoll.Issued.class);
    }

    @Test
    void issuedToken_hasTheApprovedValues_andIsReported() {
        DeviceAuthorization started = start();
        time.advance(Duration.ofMinutes(1));
        flow.approve(
                started.userCode(),
                REQUEST.scopes("read").attribute("project", "x").createdBy("device"));
        time.advance(Duration.ofMinutes(1));

        DevicePoll.Issued issued = (DevicePoll.Issued) poll(started);

        Token token = issued.token().token();
        assertThat(token.owner()).isEqualTo("ada");
        assertThat(token.label()).isEqualTo("laptop");
        assertThat(token.scopes()).containsExactly("read");
        assertThat(token.attributes()).containsEntry("project", "x");
        assertThat(token.createdBy()).isEqualTo("device");
        assertThat(token.createdAt()).isEqualTo(TestTime.START.plus(Duration.ofMinutes(2)));
        assertThat(token.expiresAt()).isEqualTo(token.createdAt().plus(Duration.ofDays(30)));
        assertThat(issued.toString()).doesNotContain(issued.token().secret().reveal());
        Awaitility.await().untilAsserted(() -> assertThat(events).containsExactly(new TokenEvent.Issued(token)));
    }

    @Test
    void approval_beyondAPolicyThatBecameStricter_isDenied() {
        DeviceAuthorization started = start();
        flow.approve(started.userCode(), REQUEST.expiresIn(Duration.ofDays(60)));
        try (TokenService stricter = TokenServices.build(
                TokenService.builder(codes.store()).policy(TokenPolicy.none().maximumLifetime(Duration.ofDays(1))),
                time)) {
            assertThat(stricter.deviceFlow().poll(started.deviceCode().reveal()))
                    .isEqualTo(new DevicePoll.Denied());
            assertThat(stricter.count(TokenQuery.all())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0123456789012345678901x", "012345678901234567890\u00DF", "' OR 1 = 1 --12345678"})
    void poll_withATextThatIsNoDeviceCode_isNotLookedUp(String text) {
        assertThat(flow.poll(text)).isEqualTo(new DevicePoll.Expired());
        assertThat(finds).hasValue(0);
        assertThat(flow.poll("0123456789012345678901")).isEqualTo(new DevicePoll.Expired());
        assertThat(finds).hasValue(1);
    }

    @Test
    void poll_aSecondEarly_isNotSlowedDown() {
        DeviceAuthorization started = start();
        poll(started);
        time.advance(Duration.ofSeconds(4));
        assertThat(poll(started)).isInstanceOf(DevicePoll.Pending.class);
        time.advance(Duration.ofSeconds(4).minusNanos(1000));
        assertThat(poll(started)).isEqualTo(new DevicePoll.SlowDown(Duration.ofSeconds(10)));
    }

    @Test
    void poll_afterOneOfANodeWhoseClockIsAhead_isNotSlowedDown() {
        DeviceAuthorization started = start();
        try (TokenService ahead = TokenServices.build(
                TokenService.builder(codes.store()), () -> time.instant().plusSeconds(60), time)) {
            ahead.deviceFlow().poll(started.deviceCode().reveal());
        }
        assertThat(poll(started)).isInstanceOf(DevicePoll.Pending.class);
    }

    @Test
    void polls_withoutAnyPause_stopWriting() {
        DeviceAuthorization started = start();
        for (int i = 0; i < 500; i++) {
            poll(started);
        }
        assertThat(polls).hasValue(120);
        assertThat(poll(started)).isEqualTo(new DevicePoll.SlowDown(DeviceFlow.LIFETIME));

        flow.approve(started.userCode(), REQUEST);
        assertThat(poll(started)).isInstanceOf(DevicePoll.Issued.class);
    }

    @Test
    void store_thatDoesNotAnswer_decidesNothing() {
        DeviceAuthorization started = start();
        flow.approve(started.userCode(), REQUEST);
        codes.isBroken = true;
        assertThatThrownBy(() -> poll(started)).isInstanceOf(TokenStoreException.class);

        codes.isBroken = false;
        assertThat(poll(started)).isInstanceOf(DevicePoll.Issued.class);
    }

    @Test
    void deviceFlow_isTheSameEachTime() {
        assertThat(tokens.deviceFlow()).isSameAs(flow);
    }

    @Test
    void deviceFlow_onAStoreWithoutDeviceCodes_saysWhatToImplement() {
        try (TokenService other = TokenService.builder(new WithoutDeviceCodes()).build()) {
            assertThat(other.issue("ada", null).id()).isNotEmpty();
            assertThatThrownBy(other::deviceFlow)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(
                            "WithoutDeviceCodes does not keep device codes. Implement TokenStore.deviceCodes()");
        }
    }

    private DeviceAuthorization start() {
        return flow.start("command", null, Set.of());
    }

    private DevicePoll poll(DeviceAuthorization started) {
        return flow.poll(started.deviceCode().reveal());
    }

    private static final class WithoutDeviceCodes extends ForwardingTokenStore {

        WithoutDeviceCodes() {
            super(TokenStore.inMemory());
        }

        @Override
        public Optional<DeviceCodeStore> deviceCodes() {
            return Optional.empty();
        }
    }

    /** Counts calls, has a smaller maximum, and pretends duplicates and failures. */
    private final class ProbedCodes extends ForwardingDeviceCodes {

        private final TokenStore tokenStore;
        private volatile int maximum = DeviceFlow.MAX_UNDECIDED;
        private volatile boolean isBroken;

        ProbedCodes(TokenStore tokenStore) {
            super(tokenStore.deviceCodes().orElseThrow());
            this.tokenStore = tokenStore;
        }

        TokenStore store() {
            return new ForwardingTokenStore(tokenStore) {
                @Override
                public Optional<DeviceCodeStore> deviceCodes() {
                    return Optional.of(ProbedCodes.this);
                }
            };
        }

        @Override
        public InsertResult add(DeviceCode code, int most) {
            return duplicates.getAndDecrement() > 0 ? InsertResult.DUPLICATE : super.add(code, Math.min(most, maximum));
        }

        @Override
        public Optional<DeviceCode> find(TokenHash hash) {
            finds.incrementAndGet();
            if (isBroken) {
                throw new TokenStoreException("The store does not answer", null);
            }
            return super.find(hash);
        }

        @Override
        public boolean recordPoll(DeviceCode polled, Instant at, Duration interval) {
            polls.incrementAndGet();
            return super.recordPoll(polled, at, interval);
        }
    }
}
