package io.anchorify.examples.jetty.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Allows a number of attempts for each key in a window of time that begins with the first attempt. Thread-safe. */
final class AttemptLimit {

    /** Beyond this number of keys, those used rarely are forgotten. */
    private static final int MAX_KEYS = 10_000;

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final int allowed;
    private final Duration window;
    private final Cache<String, AtomicInteger> counters;

    AttemptLimit(int allowed, Duration window, Ticker ticker) {
        this.allowed = allowed;
        this.window = window;
        counters = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(window)
                .ticker(ticker)
                .build();
    }

    /**
     * Counts an attempt.
     *
     * @return zero if the attempt is allowed, otherwise how long to wait
     */
    Duration attempt(String key) {
        AtomicInteger attempts = counters.get(key, unused -> new AtomicInteger());
        if (attempts.incrementAndGet() <= allowed) {
            return Duration.ZERO;
        }
        attempts.decrementAndGet();
        Duration wait = window.minus(age(key));
        return wait.isNegative() || wait.isZero() ? AT_ONCE : wait;
    }

    /** Uncounts an attempt. */
    void takeBack(String key) {
        AtomicInteger attempts = counters.getIfPresent(key);
        if (attempts != null) {
            attempts.decrementAndGet();
        }
    }

    /** Forgets the attempts of a key. */
    void reset(String key) {
        counters.invalidate(key);
    }

    private Duration age(String key) {
        long nanos = counters.policy()
                .expireAfterWrite()
                .orElseThrow()
                .ageOf(key, TimeUnit.NANOSECONDS)
                .orElse(0);
        return Duration.ofNanos(nanos);
    }
}
