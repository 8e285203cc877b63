package io.anchorify.auth.web.internal.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits the wrong codes of each user on this node (RFC 8628 section 5.1). Thread-safe. */
final class WrongCodes {

    private static final int ALLOWED = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    /** Beyond this number of users, those who are seen rarely are forgotten. */
    private static final int MAX_USERS = 10_000;

    private final Cache<String, AtomicInteger> counters;

    WrongCodes(InstantSource clock) {
        this.counters = Caffeine.newBuilder()
                .maximumSize(MAX_USERS)
                .expireAfterWrite(WINDOW)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /** Counts a code as wrong before it is looked up, so that concurrent requests cannot try more; false if there were too many. */
    boolean tryTake(String user) {
        AtomicInteger wrong = counters.get(user, unused -> new AtomicInteger());
        if (wrong.incrementAndGet() <= ALLOWED) {
            return true;
        }
        wrong.decrementAndGet();
        return false;
    }

    /** Uncounts a code that was right. */
    void giveBack(String user) {
        AtomicInteger wrong = counters.getIfPresent(user);
        if (wrong != null) {
            wrong.updateAndGet(count -> Math.max(0, count - 1));
        }
    }

    /** How long a user must wait who tried too many codes. */
    Duration wait(String user) {
        long age = counters.policy()
                .expireAfterWrite()
                .orElseThrow()
                .ageOf(user, TimeUnit.SECONDS)
                .orElse(0);
        return Duration.ofSeconds(Math.max(1, WINDOW.toSeconds() - age));
    }
}
