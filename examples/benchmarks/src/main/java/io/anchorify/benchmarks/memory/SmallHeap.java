package io.anchorify.benchmarks.memory;

import io.anchorify.benchmarks.support.Fork;
import io.anchorify.benchmarks.support.Fork.End;
import io.anchorify.benchmarks.support.Fork.Outcome;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Whether so many tokens fit into a small heap, with each collector, and what share of the time it collects then. */
final class SmallHeap {

    private static final List<String> COLLECTORS = List.of("G1", "Parallel", "Serial");
    private static final Duration LONGEST_FILL = Duration.ofSeconds(60);

    private final int heap;
    private final int tokens;
    private final int seconds;

    SmallHeap(int heap, int tokens, int seconds) {
        this.heap = heap;
        this.tokens = tokens;
        this.seconds = seconds;
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "%,d tokens in a heap of %d MiB: each is looked up once, then they are used at random for %d s by one"
                        + " thread, which makes the text of the token anew for each request. Collecting is the share of"
                        + " the time in which the collector stood in the way.%n",
                tokens,
                heap,
                seconds);
        MarkdownTable table = MarkdownTable.of(
                "who keeps the tokens",
                "collector",
                "lookups to fill",
                "misses afterwards",
                "requests/s",
                "collecting, filling",
                "collecting, in use");
        for (Kind kind : Kind.values()) {
            COLLECTORS.forEach(collector -> table.row(row(kind, collector)));
        }
    }

    private List<String> row(Kind kind, String collector) {
        List<String> options =
                List.of("-Xmx" + heap + "m", "-XX:+Use" + collector + "GC", "-XX:+ExitOnOutOfMemoryError");
        Outcome outcome = new Fork(SmallHeapProbe.class, options, LONGEST_FILL.plusSeconds(seconds))
                .run(kind.name(), String.valueOf(tokens), String.valueOf(seconds));
        return outcome.end() == End.IN_ORDER ? figures(kind, collector, outcome) : failure(kind, collector, outcome);
    }

    private static List<String> figures(Kind kind, String collector, Outcome outcome) {
        long hitMillis = outcome.figure(SmallHeapProbe.HIT_MILLIS);
        return List.of(
                kind.title(),
                collector,
                String.format(Locale.ROOT, "%,d", outcome.figure(SmallHeapProbe.LOOKUPS)),
                String.format(Locale.ROOT, "%,d", outcome.figure(SmallHeapProbe.MISSES)),
                String.format(Locale.ROOT, "%,d", outcome.figure(SmallHeapProbe.REQUESTS) * 1000 / hitMillis),
                share(outcome.figure(SmallHeapProbe.FILL_GC_MILLIS), outcome.figure(SmallHeapProbe.FILL_MILLIS)),
                share(outcome.figure(SmallHeapProbe.HIT_GC_MILLIS), hitMillis));
    }

    private static List<String> failure(Kind kind, String collector, Outcome outcome) {
        String why = outcome.end() == End.TOO_SLOW ? "not done in time" : "out of memory";
        return List.of(kind.title(), collector, why, "-", "-", "-", "-");
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
