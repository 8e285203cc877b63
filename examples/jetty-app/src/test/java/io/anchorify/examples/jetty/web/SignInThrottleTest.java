package io.anchorify.examples.jetty.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final AtomicLong nanos = new AtomicLong();
    private final SignInThrottle throttle = new SignInThrottle(nanos::get);

    @Test
    void user_fromOneAddress_mayFailTenTimesInAWindow() {
        assertThat(allowed(20, "ada", "192.0.2.1")).isEqualTo(10);
        assertThat(wait("ada", "192.0.2.1")).isEqualTo(WINDOW);

        nanos.addAndGet(WINDOW.minusMinutes(5).toNanos());
        assertThat(wait("ada", "192.0.2.1")).isEqualTo(Duration.ofMinutes(5));
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(allowed(20, "ada", "192.0.2.1")).isEqualTo(10);
    }

    @Test
    void user_fromManyAddresses_hasALimitToo() {
        int allowed = 0;
        for (int i = 0; i < 200; i++) {
            allowed += allowed(1, "ada", "192.0.2." + i);
        }
        assertThat(allowed).isEqualTo(50);
        assertThat(wait("grace", "192.0.2.1")).isZero();
    }

    @Test
    void address_withManyNames_hasALimitToo() {
        int allowed = 0;
        for (int i = 0; i < 200; i++) {
            allowed += allowed(1, "user" + i, "192.0.2.1");
        }
        assertThat(allowed).isEqualTo(100);
        assertThat(wait("ada", "192.0.2.2")).isZero();
    }

    @Test
    void ipv6Addresses_ofOneNetwork_countAsOne() {
        int allowed = 0;
        for (int i = 0; i < 200; i++) {
            allowed += allowed(1, "ada", "2001:db8:0:7:0:0:0:" + Integer.toHexString(i));
        }
        assertThat(allowed).isEqualTo(10);
        assertThat(wait("ada", "2001:db8:0:8:0:0:0:1")).isZero();
    }

    @Test
    void knownBrowser_duringAnAttackOnItsUser_isAllowed() {
        throttle.succeeded(throttle.attempt("ada", "203.0.113.1", "browser"));
        for (int i = 0; i < 200; i++) {
            allowed(1, "ada", "192.0.2." + i);
        }
        assertThat(wait("ada", "198.51.100.1")).isPositive();

        assertThat(throttle.attempt("ada", "192.0.2.1", "browser").retryAfter()).isZero();
        int more = 0;
        while (throttle.attempt("ada", "192.0.2.1", "browser").retryAfter().isZero()) {
            more++;
        }
        assertThat(more).isEqualTo(9);
        assertThat(throttle.attempt("ada", "192.0.2.1", "another").retryAfter()).isPositive();
    }

    @Test
    void knownBrowsers_ofAUser_areLimitedInNumber() {
        for (int i = 0; i < 11; i++) {
            throttle.succeeded(throttle.attempt("ada", "203.0.113.1", "browser" + i));
        }
        allowed(20, "ada", "203.0.113.1");

        assertThat(throttle.attempt("ada", "203.0.113.1", "browser0").retryAfter())
                .isPositive();
        assertThat(throttle.attempt("ada", "203.0.113.1", "browser1").retryAfter())
                .isZero();
        assertThat(throttle.attempt("ada", "203.0.113.1", "browser10").retryAfter())
                .isZero();
    }

    @Test
    void success_resetsTheUserButNotTheAddress() {
        allowed(9, "ada", "192.0.2.1");
        throttle.succeeded(throttle.attempt("ada", "192.0.2.1", null));
        assertThat(allowed(20, "ada", "192.0.2.1")).isEqualTo(10);

        // 9 and 10 failures until here.
        int allowed = 0;
        for (int i = 0; i < 200; i++) {
            throttle.succeeded(throttle.attempt("mallory", "192.0.2.1", null));
            allowed += allowed(1, "user" + i, "192.0.2.1");
        }
        assertThat(allowed).isEqualTo(81);
    }

    @Test
    void attempts_thatAreConcurrent_areCountedBeforeTheyEnd() throws InterruptedException {
        AtomicInteger allowed = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 400; i++) {
            threads.execute(() -> {
                try {
                    start.await();
                    allowed.addAndGet(allowed(1, "ada", "192.0.2.1"));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(allowed).hasValue(10);
    }

    /** The number of allowed attempts. */
    private int allowed(int attempts, String user, String address) {
        int allowed = 0;
        for (int i = 0; i < attempts; i++) {
            allowed += wait(user, address).isZero() ? 1 : 0;
        }
        return allowed;
    }

    private Duration wait(String user, String address) {
        return throttle.attempt(user, address, null).retryAfter();
    }
}
