package io.anchorify.examples.jetty.web;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits failed sign-ins. Attempts from a browser in which the user signed in before have a limit of their own, so guesses
 * of others do not lock the user out. All other attempts are limited by user, by address, and by both. Counters and known
 * browsers are in memory: a restart forgets both. Thread-safe.
 */
public final class SignInThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int PER_KNOWN_BROWSER = 10;
    private static final int PER_USER_AND_ADDRESS = 10;
    private static final int PER_USER = 50;
    private static final int PER_ADDRESS = 100;
    private static final int MAX_KNOWN_BROWSERS = 10;
    /** Keeps the keys small. Longer names belong to no user and share counters. */
    private static final int MAX_NAME = 100;

    private final AttemptLimit browsers;
    private final AttemptLimit pairs;
    private final AttemptLimit users;
    private final AttemptLimit addresses;
    /** The ids of the browsers in which each user signed in last. */
    private final Map<String, List<String>> knownBrowsers = new ConcurrentHashMap<>();

    public SignInThrottle(Ticker ticker) {
        browsers = new AttemptLimit(PER_KNOWN_BROWSER, WINDOW, ticker);
        pairs = new AttemptLimit(PER_USER_AND_ADDRESS, WINDOW, ticker);
        users = new AttemptLimit(PER_USER, WINDOW, ticker);
        addresses = new AttemptLimit(PER_ADDRESS, WINDOW, ticker);
    }

    /**
     * Counts an attempt before the password is checked.
     *
     * @param browser the id of the browser, or {@code null} if it has none
     */
    Attempt attempt(String user, String address, @Nullable String browser) {
        String name = user.substring(0, Math.min(user.length(), MAX_NAME));
        String network = network(address);
        boolean isKnown =
                browser != null && knownBrowsers.getOrDefault(user, List.of()).contains(browser);
        List<Counter> counters = isKnown
                ? List.of(new Counter(browsers, browser + ' ' + name))
                : List.of(
                        new Counter(pairs, network + ' ' + name),
                        new Counter(users, name),
                        new Counter(addresses, network));
        List<Counter> counted = new ArrayList<>();
        for (Counter counter : counters) {
            Duration wait = counter.limit.attempt(counter.key);
            if (!wait.isZero()) {
                counted.forEach(Counter::takeBack);
                return new Attempt(wait, user, browser, List.of());
            }
            counted.add(counter);
        }
        return new Attempt(Duration.ZERO, user, browser, counted);
    }

    /**
     * Resets the counters of the user and remembers the browser. The address keeps its other failures, because an attacker
     * may have an account too.
     */
    void succeeded(Attempt attempt) {
        for (Counter counter : attempt.counters) {
            if (counter.limit == addresses) {
                counter.takeBack();
            } else {
                counter.limit.reset(counter.key);
            }
        }
        if (attempt.browser != null) {
            knownBrowsers.merge(attempt.user, List.of(attempt.browser), SignInThrottle::latest);
        }
    }

    private static List<String> latest(List<String> known, List<String> added) {
        return Stream.concat(added.stream(), known.stream())
                .distinct()
                .limit(MAX_KNOWN_BROWSERS)
                .toList();
    }

    /** An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one of those has all. */
    private static String network(String address) {
        String[] groups = address.split(":", 5);
        return groups.length < 5 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }

    /**
     * An attempt to sign in.
     *
     * @param retryAfter zero if the attempt is allowed, otherwise how long to wait
     */
    record Attempt(
            Duration retryAfter, String user, @Nullable String browser, List<Counter> counters) {}

    private record Counter(AttemptLimit limit, String key) {

        void takeBack() {
            limit.takeBack(key);
        }
    }
}
