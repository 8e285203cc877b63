package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.DeviceAuthorization;
import io.anchorify.auth.DeviceFlow;
import io.anchorify.auth.DevicePoll;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The device flow on two nodes, each of which may serve any request. */
@Timeout(60)
public abstract class DeviceFlowContract {

    private static final int THREADS = 64;
    private static final TokenRequest REQUEST = TokenRequest.of("ada").label("laptop");
    private static final DevicePoll PENDING = new DevicePoll.Pending(Duration.ofSeconds(5));

    private final TestTime time = new TestTime();
    private final List<TokenService> services = new ArrayList<>();
    private DeviceFlow one;
    private DeviceFlow two;

    /** A store of another node, which shares its rows with those that this method returned before. */
    protected abstract TokenStore storeOfANode() throws Exception;

    @BeforeEach
    final void startNodes() throws Exception {
        one = startNode().deviceFlow();
        two = startNode().deviceFlow();
    }

    @AfterEach
    final void stopNodes() {
        services.forEach(TokenService::close);
    }

    private TokenService startNode() throws Exception {
        TokenService service = TokenServices.build(
                TokenService.builder(storeOfANode()).policy(TokenPolicy.none().maximumTokens(3)), time);
        services.add(service);
        return service;
    }

    @Test
    void approval_onAnotherNode_issuesTheTokenOnce() {
        DeviceAuthorization started = start();
        assertThat(poll(one, started)).isEqualTo(PENDING);

        assertThat(two.find(started.userCode()))
                .hasValueSatisfying(request -> assertThat(request.clientName()).isEqualTo("command"));
        assertThat(two.approve(started.userCode(), REQUEST)).isTrue();
        assertThat(one.find(started.userCode())).isEmpty();

        assertThat(poll(one, started))
                .isInstanceOfSatisfying(
                        DevicePoll.Issued.class,
                        issued -> assertThat(services)
                                .allMatch(node -> node.authenticate(
                                                issued.token().secret().reveal())
                                        instanceof Authenticated));
        assertThat(poll(two, started)).isEqualTo(new DevicePoll.Expired());
        assertThat(tokens()).isEqualTo(1);
    }

    @Test
    void denial_onAnotherNode_isFinal() {
        DeviceAuthorization started = start();

        assertThat(two.deny(started.userCode())).isTrue();

        assertThat(one.approve(started.userCode(), REQUEST)).isFalse();
        assertThat(poll(one, started)).isEqualTo(new DevicePoll.Denied());
        assertThat(poll(two, started)).isEqualTo(new DevicePoll.Denied());
        assertThat(tokens()).isZero();
    }

    /** The device spreads its polls over both nodes. */
    @Test
    void earlyPolls_onAnyNode_slowTheDeviceDown() {
        DeviceAuthorization started = start();
        assertThat(poll(one, started)).isEqualTo(PENDING);
        time.advance(Duration.ofSeconds(3));
        assertThat(poll(two, started)).isEqualTo(new DevicePoll.SlowDown(Duration.ofSeconds(10)));
        time.advance(Duration.ofSeconds(5));
        assertThat(poll(one, started)).isEqualTo(new DevicePoll.SlowDown(Duration.ofSeconds(15)));
        time.advance(Duration.ofSeconds(15));
        assertThat(poll(two, started)).isEqualTo(new DevicePoll.Pending(Duration.ofSeconds(15)));
        time.advance(Duration.ofSeconds(10));
        assertThat(poll(one, started)).isEqualTo(new DevicePoll.SlowDown(Duration.ofSeconds(20)));
    }

    @Test
    void code_afterTenMinutes_isExpired() {
        DeviceAuthorization undecided = start();
        DeviceAuthorization approved = start();
        assertThat(two.approve(approved.userCode(), REQUEST)).isTrue();
        time.advance(Duration.ofMinutes(10).minusNanos(1000));
        assertThat(one.find(undecided.userCode())).isPresent();
        assertThat(poll(one, undecided)).isEqualTo(PENDING);

        time.advance(Duration.ofNanos(1000));

        assertThat(one.find(undecided.userCode())).isEmpty();
        assertThat(two.approve(undecided.userCode(), REQUEST)).isFalse();
        assertThat(two.deny(undecided.userCode())).isFalse();
        assertThat(poll(one, undecided)).isEqualTo(new DevicePoll.Expired());
        assertThat(poll(two, approved)).isEqualTo(new DevicePoll.Expired());
        assertThat(tokens()).isZero();
    }

    @Test
    void approvedCode_afterARestart_issuesTheToken() throws Exception {
        DeviceAuthorization started = start();
        assertThat(poll(one, started)).isEqualTo(PENDING);
        two.approve(started.userCode(), REQUEST);
        DeviceFlow restarted = startNode().deviceFlow();
        services.subList(0, 2).forEach(TokenService::close);

        assertThat(poll(restarted, started)).isInstanceOf(DevicePoll.Issued.class);
    }

    @Test
    void approvedCode_ofAnOwnerWithTooManyTokens_isDenied() {
        DeviceAuthorization started = start();
        two.approve(started.userCode(), REQUEST);
        for (int i = 0; i < 3; i++) {
            services.get(0).issue("ada", null);
        }

        assertThat(poll(one, started)).isEqualTo(new DevicePoll.Denied());
        assertThat(tokens()).isEqualTo(3);
    }

    @Test
    void approvedCode_ofAnErasedOwner_issuesNothing() {
        DeviceAuthorization erased = start();
        DeviceAuthorization revoked = start();
        one.approve(erased.userCode(), REQUEST);
        one.approve(revoked.userCode(), TokenRequest.of("grace"));

        services.get(1).erase("ada");
        services.get(1).revokeAll("grace");

        assertThat(poll(one, erased)).isEqualTo(new DevicePoll.Expired());
        assertThat(poll(two, revoked)).isEqualTo(new DevicePoll.Expired());
        assertThat(services.get(0).count(TokenQuery.all())).isZero();
    }

    @Test
    void polls_byManyThreadsOnBothNodes_issueOneToken() throws Exception {
        DeviceAuthorization started = start();
        one.approve(started.userCode(), REQUEST);

        List<DevicePoll> answers = onBothNodes(node -> poll(node, started));

        assertThat(answers).hasAtLeastOneElementOfType(DevicePoll.Issued.class);
        assertThat(Collections.frequency(answers, new DevicePoll.Expired())).isEqualTo(THREADS - 1);
        assertThat(tokens()).isEqualTo(1);
    }

    /** The approval and the denial race for the code, and the polls for the token. */
    @Test
    void approvalsDenialsAndPolls_byManyThreads_issueAtMostOneToken() throws Exception {
        DeviceAuthorization started = start();
        AtomicInteger next = new AtomicInteger();
        List<String> approvals = Collections.synchronizedList(new ArrayList<>());

        List<DevicePoll> answers = onBothNodes(node -> switch (next.getAndIncrement() % 4) {
            case 0 -> {
                if (node.approve(started.userCode(), REQUEST)) {
                    approvals.add("approved");
                }
                yield poll(node, started);
            }
            case 1 -> {
                if (node.deny(started.userCode())) {
                    approvals.add("denied");
                }
                yield poll(node, started);
            }
            default -> poll(node, started);
        });

        assertThat(approvals).hasSize(1);
        boolean isApproved = approvals.contains("approved");
        assertThat(answers.stream().filter(DevicePoll.Issued.class::isInstance)).hasSize(isApproved ? 1 : 0);
        assertThat(tokens()).isEqualTo(isApproved ? 1 : 0);
    }

    private DeviceAuthorization start() {
        return one.start("command", "192.0.2.1", Set.of());
    }

    private static DevicePoll poll(DeviceFlow node, DeviceAuthorization started) {
        return node.poll(started.deviceCode().reveal());
    }

    private long tokens() {
        return services.get(0).count(TokenQuery.of("ada"));
    }

    private List<DevicePoll> onBothNodes(Action action) throws Exception {
        AtomicInteger next = new AtomicInteger();
        return StoreContract.atOnce(THREADS, () -> {
            DeviceFlow node = next.getAndIncrement() % 2 == 0 ? one : two;
            Callable<DevicePoll> call = () -> action.on(node);
            return StoreContract.retried(call);
        });
    }

    private interface Action {

        DevicePoll on(DeviceFlow node);
    }
}
