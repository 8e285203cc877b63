package io.anchorify.benchmarks.store;

import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Options;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How fast tokens are imported into PostgreSQL, beside COPY of the same rows into a table of the same definition; and how
 * long a lookup takes with so many tokens stored.
 *
 * <p>The tables grow in stages, each of which is one import and one COPY, which come first in turns. The rows are made when
 * they are asked for, on both sides, so the heap can be small however many there are.
 */
public final class Imports {

    private Imports() {}

    /**
     * Measures.
     *
     * @param arguments {@code --rows 10000,100000,1000000 --rounds 3 --seconds 1}: how many rows there are after each
     *     stage, how often all of them are imported, and how long a round of lookups takes
     * @throws SQLException if the database fails
     * @throws IOException if the connection fails
     */
    public static void main(String... arguments) throws SQLException, IOException {
        Options options = Options.of(arguments, Set.of("rounds", "rows", "seconds"));
        List<Integer> stages = options.numbers("rows", "10000,100000,1000000");
        int rounds = options.number("rounds", 3);
        StoredTokens stored = new StoredTokens(options.seconds("seconds", 1));
        List<List<ImportPair.Times>> times = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            times.add(importAll(stages, round, round == rounds - 1 ? stored : null));
        }
        print(stages, times);
        stored.print();
    }

    private static List<ImportPair.Times> importAll(List<Integer> stages, int round, @Nullable StoredTokens stored)
            throws SQLException, IOException {
        List<ImportPair.Times> times = new ArrayList<>();
        try (ImportPair pair = ImportPair.create()) {
            long from = 0;
            for (long to : stages) {
                times.add(pair.add(from, to, round % 2 == 0));
                if (stored != null) {
                    pair.lookUp(stored, to);
                }
                from = to;
            }
        }
        return times;
    }

    private static void print(List<Integer> stages, List<List<ImportPair.Times>> rounds) {
        MarkdownTable table = MarkdownTable.titled(
                "Rows a second into PostgreSQL; medians of " + rounds.size() + " rounds",
                "rows",
                "importTokens",
                "COPY",
                "importTokens / COPY");
        int from = 0;
        for (int stage = 0; stage < stages.size(); stage++) {
            int number = stage;
            int rows = stages.get(stage) - from;
            List<ImportPair.Times> times =
                    rounds.stream().map(round -> round.get(number)).toList();
            table.row(
                    String.format(Locale.ROOT, "%,d to %,d", from, stages.get(stage)),
                    Figures.number(Medians.of(times, time -> ImportPair.Times.perSecond(time.imported(), rows))),
                    Figures.number(Medians.of(times, time -> ImportPair.Times.perSecond(time.copied(), rows))),
                    Figures.ratio(Medians.of(times, ImportPair.Times::speed)));
            from = stages.get(stage);
        }
    }
}
