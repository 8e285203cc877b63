package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.List;

/** All threads ask for the same tokens in the same order at once, and none of them is cached. */
final class Stampede {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Engine engine;
    private final String[] secrets;
    private final int threads;

    Stampede(Engine engine, String[] secrets, int threads) {
        this.engine = engine;
        this.secrets = secrets;
        this.threads = threads;
    }

    void play() {
        MarkdownTable table = MarkdownTable.titled(
                threads + " threads that each ask for all tokens in the same order, none of them cached",
                "database",
                "requests",
                "tokens",
                "lookups",
                "lookups / tokens",
                "s");
        try (TokenService service = Nodes.joined(TokenService.builder(engine.connect())
                .cachedTokens(2 * secrets.length)
                .lookupWait(LONGEST_WAIT)
                .build())) {
            long before = service.stats().lookups();
            long began = System.nanoTime();
            List<Integer> asked = Threads.all(threads, thread -> askForAll(service));
            long took = System.nanoTime() - began;
            long lookups = service.stats().lookups() - before;
            table.row(
                    engine.title(),
                    Figures.number(asked.stream().mapToLong(Integer::longValue).sum()),
                    Figures.number((long) secrets.length),
                    Figures.number(lookups),
                    Figures.ratio((double) lookups / secrets.length),
                    Figures.seconds((double) took));
        }
    }

    private int askForAll(TokenService service) {
        for (String secret : secrets) {
            Nodes.accepted(service, secret);
        }
        return secrets.length;
    }
}
