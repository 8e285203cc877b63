package io.anchorify.auth.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.NodeStats;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class AnchorifyHealthIndicatorTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final NodeStats FOLLOWING = new NodeStats(true, 5, Duration.ofMillis(100), 1, 0);
    private static final NodeStats LOST = new NodeStats(false, 5, Duration.ofSeconds(60), 1, 0);

    private final AtomicLong now = new AtomicLong();
    private NodeStats node = FOLLOWING;

    @Test
    void status_whileTheStoreDoesNotRespond_isDownInTime() {
        CountDownLatch released = new CountDownLatch(1);
        try {
            AnchorifyHealthIndicator indicator = new AnchorifyHealthIndicator(
                    () -> FOLLOWING, () -> await(released), Duration.ofMillis(20), LIMIT, now::get);

            assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(indicator.health().getDetails()).containsEntry("store", "does not answer in time");
            released.countDown();
            Awaitility.await().until(() -> indicator.health().getStatus().equals(Status.UP));
        } finally {
            released.countDown();
        }
    }

    @Test
    void status_ofAStoreThatFails_isDownWithoutTheMessageOfTheDriver() {
        Runnable failing = () -> {
            throw new IllegalStateException("password=hunter2");
        };
        Health health = indicator(failing).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("store", "failed: java.lang.IllegalStateException");
    }

    @Test
    void status_ofANewService_isUpBeforeAndAfterItsFirstRequest() {
        try (TokenService tokens = TokenService.builder(
                        JdbcTokenStore.connect("jdbc:h2:mem:health").createSchema())
                .build()) {
            AnchorifyHealthIndicator indicator = new AnchorifyHealthIndicator(tokens);
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            assertThat(indicator.health().getDetails()).containsEntry("feed", "not started");

            tokens.authenticate(tokens.issue(TokenRequest.of("ada")).secret().reveal());
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(
                            () -> assertThat(indicator.health().getDetails()).containsEntry("feed", "followed"));
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void status_withoutTheFeed_isOutOfServiceAfterTheLimit() {
        AnchorifyHealthIndicator indicator = indicator(() -> {});
        node = LOST;
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        assertThat(indicator.health().getDetails()).containsEntry("feed", "not followed");

        now.addAndGet(LIMIT.toNanos() - 1);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        now.addAndGet(1);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(indicator.health().getDetails()).containsEntry("store", "answers");

        node = FOLLOWING;
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        node = LOST;
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    private AnchorifyHealthIndicator indicator(Runnable ping) {
        return new AnchorifyHealthIndicator(() -> node, ping, Duration.ofSeconds(2), LIMIT, now::get);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
