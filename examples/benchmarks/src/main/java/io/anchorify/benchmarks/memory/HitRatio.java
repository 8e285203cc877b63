package io.anchorify.benchmarks.memory;

import io.anchorify.benchmarks.support.Logging;
import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Median;
import io.anchorify.benchmarks.support.NumberedTokens;
import io.anchorify.benchmarks.support.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** How good the cache is at keeping the right tokens, when there are more than it may keep. */
public final class HitRatio {

    private final int tokens;
    private final int size;
    private final int requests;
    private final int seeds;
    private final String[] presented;

    private HitRatio(Options options) {
        this.tokens = options.number("tokens", 100_000);
        this.size = options.number("size", 10_000);
        this.requests = options.number("requests", 1_000_000);
        this.seeds = options.number("seeds", 3);
        NumberedTokens series = NumberedTokens.series("good");
        this.presented = IntStream.range(0, tokens).mapToObj(series::wellFormed).toArray(String[]::new);
    }

    /**
     * Prints the table.
     *
     * @param args {@code --tokens 100000}, {@code --size 10000} of them in the cache, {@code --requests 1000000} of a
     *     trace, {@code --seeds 3}
     */
    public static void main(String[] args) {
        Logging.warningsOnly();
        new HitRatio(Options.of(args, Set.of("tokens", "size", "requests", "seeds"))).print();
    }

    private void print() {
        System.out.println("# Hit ratio, Java " + Runtime.version());
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%,d tokens, of which %,d fit. Each trace has %,d requests, of which the first quarter fills the cache and"
                        + " does not count. Hits are requests less lookups in the store. Medians of %d traces with the"
                        + " seeds 1 to %d, in brackets the least and the most. The optimum knows the future.%n",
                tokens,
                size,
                requests,
                seeds,
                seeds);
        MarkdownTable table = MarkdownTable.of(
                "trace", "this library", "Caffeine", "LRU", "optimum", "library / Caffeine", "library / optimum");
        ratios().forEach((name, ratios) -> table.row(row(name, ratios)));
    }

    private Map<String, List<Ratios>> ratios() {
        Map<String, List<Ratios>> ratios = new LinkedHashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            for (Trace trace : new Traces(tokens, requests, seed).all(size)) {
                ratios.computeIfAbsent(trace.name(), name -> new ArrayList<>()).add(ratiosOn(trace));
            }
        }
        return ratios;
    }

    private Ratios ratiosOn(Trace trace) {
        return new Ratios(
                trace.hitRatio(misses(Kind.LIBRARY, trace)),
                trace.hitRatio(misses(Kind.BY_HAND_LONGS, trace)),
                trace.hitRatio(Lru.misses(trace, size)),
                trace.hitRatio(Clairvoyant.misses(trace, size)));
    }

    private long misses(Kind kind, Trace trace) {
        try (Keeper keeper = kind.open(size)) {
            present(keeper, trace, 0, trace.countedFrom());
            long before = keeper.lookups();
            present(keeper, trace, trace.countedFrom(), trace.requests().length);
            return keeper.lookups() - before;
        }
    }

    private void present(Keeper keeper, Trace trace, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!keeper.accepts(presented[trace.requests()[i]])) {
                throw new IllegalStateException("A good token was refused");
            }
        }
    }

    private static List<String> row(String name, List<Ratios> ratios) {
        return List.of(
                name,
                percent(ratios.stream().map(Ratios::library).toList()),
                percent(ratios.stream().map(Ratios::caffeine).toList()),
                percent(ratios.stream().map(Ratios::lru).toList()),
                percent(ratios.stream().map(Ratios::optimum).toList()),
                ratio(ratios.stream().map(r -> r.library() / r.caffeine()).toList()),
                ratio(ratios.stream().map(r -> r.library() / r.optimum()).toList()));
    }

    private static String percent(List<Double> ratios) {
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f to %.2f)",
                100 * Median.of(ratios),
                100 * ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
                100 * ratios.stream().mapToDouble(r -> r).max().orElseThrow());
    }

    private static String ratio(List<Double> ratios) {
        return String.format(Locale.ROOT, "%.3f", Median.of(ratios));
    }

    /** The share of hits of each cache on one trace. */
    private record Ratios(double library, double caffeine, double lru, double optimum) {}
}
