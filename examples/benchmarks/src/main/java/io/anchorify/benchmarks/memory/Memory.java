package io.anchorify.benchmarks.memory;

import io.anchorify.benchmarks.support.Fork;
import io.anchorify.benchmarks.support.Fork.Outcome;
import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Median;
import io.anchorify.benchmarks.support.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How many bytes of heap a cached token takes, and whether a million of them fit into a small heap. */
public final class Memory {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final List<Integer> sizes;
    private final int repeats;
    private final SmallHeap smallHeap;

    private Memory(Options options) {
        this.sizes = options.numbers("sizes", "10000,100000,1000000");
        this.repeats = options.number("repeats", 3);
        this.smallHeap = new SmallHeap(
                options.number("heap", 256), options.number("tokens", 1_000_000), options.number("seconds", 10));
    }

    /**
     * Prints the tables.
     *
     * @param args {@code --sizes 10000,100000,1000000}, {@code --repeats 3}; for the small heap {@code --heap 256} in MiB,
     *     {@code --tokens 1000000} and {@code --seconds 10}
     */
    public static void main(String[] args) {
        Memory memory = new Memory(Options.of(args, Set.of("sizes", "repeats", "heap", "tokens", "seconds")));
        System.out.println("# Memory, Java " + Runtime.version());
        memory.printBytes();
        memory.smallHeap.print();
    }

    private void printBytes() {
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "Bytes of heap for a cached token: the heap with a full cache less the heap before there was one, each"
                        + " after full collections (-Xms2g -Xmx2g, serial collector), divided by the number of tokens."
                        + " Medians of %d JVMs, and in brackets the least and the most. The store keeps nothing.%n",
                repeats);
        List<String> header = new ArrayList<>(List.of("who keeps the tokens"));
        sizes.forEach(size -> header.add(String.format(Locale.ROOT, "%,d tokens", size)));
        header.add("tokens looked up twice");
        MarkdownTable table = MarkdownTable.of(header.toArray(String[]::new));
        for (Kind kind : Kind.values()) {
            table.row(bytesOf(kind));
        }
    }

    private List<String> bytesOf(Kind kind) {
        List<String> row = new ArrayList<>(List.of(kind.title()));
        long again = 0;
        for (int size : sizes) {
            List<Double> bytes = new ArrayList<>();
            for (int i = 0; i < repeats; i++) {
                Outcome outcome = probe(kind, size);
                bytes.add((double) outcome.figure(MemoryProbe.BYTES) / size);
                again += outcome.figure(MemoryProbe.LOOKUPS) - size + outcome.figure(MemoryProbe.MISSES);
            }
            row.add(String.format(
                    Locale.ROOT,
                    "%.1f (%.1f to %.1f)",
                    Median.of(bytes),
                    Collections.min(bytes),
                    Collections.max(bytes)));
        }
        row.add(String.valueOf(again));
        return row;
    }

    private static Outcome probe(Kind kind, int size) {
        return new Fork(MemoryProbe.class, List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC"), LONGEST)
                .run(kind.name(), String.valueOf(size));
    }
}
