package io.anchorify.benchmarks.store;

import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.Fork;
import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How long a new process takes until it has answered its first request, from the start of its JVM: with a service, and
 * beside it with a pool of connections and a SELECT by hand.
 */
public final class StartUp {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private StartUp() {}

    /**
     * Measures.
     *
     * @param arguments {@code --databases postgres,mariadb,h2-file --rounds 7}
     */
    public static void main(String... arguments) {
        Options options = Options.of(arguments, Set.of("databases", "rounds"));
        List<Engine> engines = options.words("databases", "postgres,mariadb,h2-file").stream()
                .map(Engine::named)
                .toList();
        int rounds = options.number("rounds", 7);
        MarkdownTable table = MarkdownTable.titled(
                "Milliseconds from the start of a JVM; medians of " + rounds + " starts",
                "database",
                "service is built",
                "first answer",
                "answers from its cache",
                "first SELECT by hand",
                "first answer / SELECT");
        engines.forEach(engine -> measure(engine, rounds, table));
    }

    private static void measure(Engine engine, int rounds, MarkdownTable table) {
        // Closed before the others begin: a database in a file is open in one process at a time.
        try (TokenService service = TokenService.builder(engine.connect()).build()) {
            Nodes.add(service, StartUpProbe.SERIES, 1);
        }
        List<Fork.Outcome> services = new ArrayList<>();
        List<Fork.Outcome> selects = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            services.add(start(engine, StartUpProbe.SERVICE));
            selects.add(start(engine, StartUpProbe.SELECT));
        }
        table.row(
                engine.title(),
                median(services, StartUpProbe.BUILT),
                median(services, StartUpProbe.ANSWERED),
                median(services, StartUpProbe.CACHING),
                median(selects, StartUpProbe.ANSWERED),
                Figures.ratio(Medians.ofRatios(services, selects, outcome -> outcome.figure(StartUpProbe.ANSWERED))));
    }

    private static Fork.Outcome start(Engine engine, String what) {
        return new Fork(StartUpProbe.class, List.of(), LONGEST)
                .run(Stream.concat(Stream.of(what, engine.name()), Stream.of(engine.address()))
                        .toArray(String[]::new));
    }

    private static String median(List<Fork.Outcome> outcomes, String figure) {
        return Figures.number(Medians.of(outcomes, outcome -> outcome.figure(figure)));
    }
}
