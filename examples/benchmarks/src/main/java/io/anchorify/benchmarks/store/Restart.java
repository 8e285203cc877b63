package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Options;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What happens when a node is restarted under load: all tokens are in use, at a share of what the node can serve when it
 * is warm, and its cache is empty. Measured is for how long requests are answered slower, and that each token is looked up
 * once however many requests wait for it.
 *
 * <p>The service has its defaults, except that its cache is large enough for all tokens, and keeps them for longer than
 * the measurement takes. Requests come in no order, at a pace that does not wait for answers, and each counts from when it
 * should have been made. Besides its token, a request costs what a server's own work on it costs; without that, the pace
 * would be one that no server comes near.
 */
public final class Restart {

    private Restart() {}

    /**
     * Measures.
     *
     * @param arguments {@code --databases postgres --tokens 100000 --threads 16 --work 20 --load 80 --seconds 20
     *     --rounds 3}: how many threads serve, how many microseconds of a processor a request takes besides, how many
     *     percent of the warm capacity the load is, for how long it goes on after the restart, and how often the node is
     *     restarted
     */
    public static void main(String... arguments) {
        Options options =
                Options.of(arguments, Set.of("databases", "load", "rounds", "seconds", "threads", "tokens", "work"));
        List<Engine> engines = options.words("databases", "postgres").stream()
                .map(Engine::named)
                .toList();
        int tokens = options.number("tokens", 100_000);
        int threads = options.number("threads", 16);
        List<Integer> works = options.numbers("work", "20");
        List<Integer> loads = options.numbers("load", "80");
        Duration time = options.seconds("seconds", 20);
        int rounds = options.number("rounds", 3);
        TokenSeries series = TokenSeries.justUsed(6);
        MarkdownTable table = RestartScene.begin(tokens, threads);
        for (Engine engine : engines) {
            try (TokenService service = TokenService.builder(engine.connect()).build()) {
                Nodes.add(service, series, tokens);
            }
            for (int work : works) {
                RestartScene scene = new RestartScene(
                        engine, series.secrets(tokens), threads, Work.of(Duration.ofNanos(work * 1000L)));
                for (int round = 0; round < rounds; round++) {
                    for (int load : loads) {
                        scene.play(table, titleOf(engine, work, load), load / 100.0, time);
                    }
                }
            }
        }
        for (Engine engine : engines) {
            new Stampede(engine, series.secrets(tokens), threads).play();
        }
    }

    private static String titleOf(Engine engine, int work, int load) {
        return engine.title() + ", " + work + " µs of other work, at " + load + " %";
    }
}
