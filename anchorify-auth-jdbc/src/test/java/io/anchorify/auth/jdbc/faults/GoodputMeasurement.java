package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures whether a service recovers from an overload by itself. Requests that mostly miss the cache arrive at 80 % of the
 * capacity while the database is slow for a minute. Not part of the build; {@code -Dit.test=GoodputMeasurement} prints the
 * results.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoodputMeasurement {

    private static final int TOKENS = 4_000;
    /** Few, so that nearly every request needs the database. */
    private static final int CACHED = 100;

    private static final int THREADS = 32;
    private static final double LOAD = 0.8;
    private static final Duration TRIAL = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration TROUBLE = Duration.ofSeconds(60);
    private static final Duration AFTER = Duration.ofSeconds(30);

    @Test
    void goodput_afterTheDatabaseWasSlow() throws Exception {
        DatabaseServer server = DatabaseServer.anotherPostgres();
        try (FaultyProxy proxy = FaultyProxy.to(server.port());
                TokenService tokens = open(server, proxy)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                texts.add(tokens.issue("ada", null).secret().reveal());
            }
            Requests requests = new Requests(tokens, texts);
            requests.run(TRIAL, 0);
            double capacity = requests.run(TRIAL, 0).succeeded() / (double) TRIAL.toSeconds();
            double load = capacity * LOAD;
            System.out.printf(Locale.ROOT, "capacity %.0f requests/s, load %.0f requests/s%n", capacity, load);
            System.out.println("before: " + requests.run(BEFORE, load));
            proxy.link(LinkState.slower(SLOW));
            System.out.println("500 ms slower: " + requests.run(TROUBLE, load));
            proxy.link(LinkState.HEALTHY);
            System.out.println("after: " + requests.run(AFTER, load) + " (goal: above 95 % from second 10 on)");
        } finally {
            server.stop();
        }
    }

    private static TokenService open(DatabaseServer server, FaultyProxy proxy) {
        return TokenService.builder(JdbcTokenStore.connect(server.url(proxy.port()), server.user(), server.password())
                        .createSchema())
                .cachedTokens(CACHED)
                .build();
    }

    /** Sends requests at a fixed rate, independent of responses, as long as there are idle threads. */
    private record Requests(TokenService tokens, List<String> texts) {

        /**
         * Sends requests.
         *
         * @param rate the total rate per second; 0 for the maximum
         */
        private Seconds run(Duration time, double rate) throws Exception {
            Seconds seconds = new Seconds((int) time.toSeconds());
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                running.add(threads.submit(() -> send(thread, time, rate / THREADS, seconds)));
            }
            for (Future<?> one : running) {
                one.get(time.toSeconds() + 60, TimeUnit.SECONDS);
            }
            threads.shutdown();
            return seconds;
        }

        private void send(int thread, Duration time, double rate, Seconds seconds) {
            Random random = new Random(thread);
            long began = System.nanoTime();
            long next = 0;
            while (System.nanoTime() - began < time.toNanos()) {
                if (rate > 0) {
                    long now = System.nanoTime() - began;
                    // A request that no thread could send in time counts as failed.
                    while (next + Duration.ofSeconds(1).toNanos() < now) {
                        seconds.add(next, false);
                        next += (long) (1e9 / rate);
                    }
                    LockSupport.parkNanos(next - now);
                    next += (long) (1e9 / rate);
                }
                long sent = System.nanoTime() - began;
                seconds.add(sent, succeeds(texts.get(random.nextInt(texts.size()))));
            }
        }

        private boolean succeeds(String text) {
            try {
                tokens.authenticate(text);
                return true;
            } catch (AuthenticationUnavailableException e) {
                return false;
            }
        }
    }

    /** The number of requests of each second, and of those that succeeded. */
    private static final class Seconds {

        private final AtomicIntegerArray all;
        private final AtomicIntegerArray succeeded;

        private Seconds(int count) {
            all = new AtomicIntegerArray(count + 1);
            succeeded = new AtomicIntegerArray(count + 1);
        }

        private void add(long nanos, boolean success) {
            int second = (int) Math.min(all.length() - 1, nanos / 1_000_000_000);
            all.incrementAndGet(second);
            if (success) {
                succeeded.incrementAndGet(second);
            }
        }

        private int succeeded() {
            int sum = 0;
            for (int i = 0; i < succeeded.length(); i++) {
                sum += succeeded.get(i);
            }
            return sum;
        }

        /** The success rate of each second, in percent. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < all.length() - 1; i++) {
                text.append(all.get(i) == 0 ? "-" : String.valueOf(100 * succeeded.get(i) / all.get(i)))
                        .append(' ');
            }
            return text.append('%').toString();
        }
    }
}
