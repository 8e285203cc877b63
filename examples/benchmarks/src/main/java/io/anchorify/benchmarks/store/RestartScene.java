package io.anchorify.benchmarks.store;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceStats;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A node is warm, and is measured; then one whose cache is empty takes its place. */
final class RestartScene {

    private static final Duration LONGEST_CACHED = Duration.ofHours(1);
    private static final Duration WARM = Duration.ofSeconds(3);

    private final Engine engine;
    private final String[] secrets;
    private final int threads;
    private final Work work;

    RestartScene(Engine engine, String[] secrets, int threads, Work work) {
        this.engine = engine;
        this.secrets = secrets;
        this.threads = threads;
        this.work = work;
    }

    static MarkdownTable begin(int tokens, int threads) {
        return MarkdownTable.titled(
                tokens + " tokens in use, served by " + threads + " threads of a node whose cache is empty",
                "node",
                "warm capacity/s",
                "pace/s",
                "warm p99 ms",
                "worst p99 ms",
                "twice the warm p99 after s",
                "tokens asked for",
                "lookups",
                "of them without a term",
                "shared lookups / tokens",
                "503");
    }

    /**
     * Once with a node that follows the changes already when the load begins, and once with one that has just started.
     *
     * @param share how much of what the warm node can serve the load is, between 0 and 1
     */
    void play(MarkdownTable table, String title, double share, Duration time) {
        Pace pace = paceOfWarmNode(share);
        play(table, title + ", joined", Nodes::joined, pace, time);
        play(table, title + ", just started", service -> {}, pace, time);
    }

    private Pace paceOfWarmNode(double share) {
        try (TokenService service = Nodes.joined(service())) {
            Load load = new Load(service);
            for (String secret : secrets) {
                Nodes.accepted(service, secret);
            }
            ClosedLoad.counted(threads, WARM, load::serveRandom);
            double capacity =
                    ClosedLoad.counted(threads, WARM, load::serveRandom).perSecond();
            double rate = share * capacity;
            return new Pace(capacity, rate, Recovery.warm(load.paced(rate, WARM)));
        }
    }

    private void play(MarkdownTable table, String title, Consumer<TokenService> before, Pace pace, Duration time) {
        try (TokenService service = service()) {
            before.accept(service);
            TokenServiceStats from = service.stats();
            Load load = new Load(service);
            Windows windows = load.paced(pace.rate(), time);
            TokenServiceStats stats = service.stats();
            long lookups = stats.lookups() - from.lookups();
            long alone = stats.node().fallbacks() - from.node().fallbacks();
            table.row(
                    title,
                    Figures.number(pace.capacity()),
                    Figures.number(pace.rate()),
                    Figures.millis(pace.warm()),
                    Figures.millis(Recovery.worst(windows)),
                    Recovery.after(windows, pace.warm())
                            .map(after -> Figures.seconds((double) after.toNanos()))
                            .orElse("not within " + time.toSeconds()),
                    Figures.number(load.asked()),
                    Figures.number(lookups),
                    Figures.number(alone),
                    Figures.ratio((double) (lookups - alone) / load.asked()),
                    load.unavailable.sum());
        }
    }

    private TokenService service() {
        return TokenService.builder(engine.connect())
                .cachedTokens(2 * secrets.length)
                .cachedFor(LONGEST_CACHED)
                .build();
    }

    /**
     * What a warm node showed.
     *
     * @param capacity how many requests a second it can serve
     * @param rate how many come
     * @param warm its p99 with these, as {@link Recovery#warm} has it
     */
    private record Pace(double capacity, double rate, double warm) {}

    /** The requests to one node. */
    private final class Load {

        private final TokenService service;
        private final byte[] asked = new byte[secrets.length];
        private final LongAdder unavailable = new LongAdder();

        Load(TokenService service) {
            this.service = service;
        }

        Windows paced(double rate, Duration time) {
            return new PacedLoad(threads, rate, this::serveRandom).run(time);
        }

        boolean serveRandom(long number) {
            int token = ThreadLocalRandom.current().nextInt(secrets.length);
            asked[token] = 1;
            try {
                Nodes.accepted(service, secrets[token]);
            } catch (AuthenticationUnavailableException e) {
                unavailable.increment();
            }
            work.perform();
            return true;
        }

        /** How many different tokens were asked for. */
        long asked() {
            long sum = 0;
            for (byte one : asked) {
                sum += one;
            }
            return sum;
        }
    }
}
