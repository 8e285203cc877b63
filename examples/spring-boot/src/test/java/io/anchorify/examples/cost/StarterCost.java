package io.anchorify.examples.cost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * Measures what the starter adds to the start and to a request of an application, and prints a table. The variants alternate. Not
 * part of the build, because it takes minutes.
 */
class StarterCost {

    private static final int STARTS = Integer.getInteger("anchorify.starts", 15);
    private static final int ROUNDS = Integer.getInteger("anchorify.rounds", 15);
    private static final int REQUESTS = 50_000;
    private static final int WARM_UP = 40_000;

    @Test
    void measure() throws IOException {
        print("start, ms", 1e6, startCosts());
        print("request, µs", 1e3, requestCosts());
    }

    private static Samples startCosts() throws IOException {
        Samples samples = new Samples();
        for (int round = 0; round < STARTS; round++) {
            for (Variant variant : Variant.values()) {
                try (RunningApplication application = RunningApplication.start(variant)) {
                    samples.add(variant, application.startCost());
                }
            }
        }
        return samples;
    }

    private static Samples requestCosts() throws IOException {
        Samples samples = new Samples();
        try (RunningApplication bare = RunningApplication.start(Variant.BARE);
                RunningApplication starter = RunningApplication.start(Variant.STARTER);
                RunningApplication security = RunningApplication.start(Variant.SECURITY)) {
            Map<Variant, RunningApplication> applications =
                    Map.of(Variant.BARE, bare, Variant.STARTER, starter, Variant.SECURITY, security);
            for (RunningApplication application : applications.values()) {
                application.costOfRequests(WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Variant variant : Variant.values()) {
                    samples.add(variant, applications.get(variant).costOfRequests(REQUESTS));
                }
            }
        }
        return samples;
    }

    private static void print(String what, double unit, Samples samples) {
        System.out.printf("%n| %s | median | ratio | processor time, median | ratio |%n", what);
        for (Variant variant : Variant.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.1f | %.2f | %,.1f | %.2f |%n",
                    variant.title,
                    samples.median(variant, Cost::nanos) / unit,
                    samples.ratio(variant, Cost::nanos),
                    samples.median(variant, Cost::processorNanos) / unit,
                    samples.ratio(variant, Cost::processorNanos));
        }
    }

    /** The costs of each variant. */
    private static final class Samples {

        private final Map<Variant, List<Cost>> costs = new EnumMap<>(Variant.class);

        void add(Variant variant, Cost cost) {
            costs.computeIfAbsent(variant, first -> new ArrayList<>()).add(cost);
        }

        double median(Variant variant, ToLongFunction<Cost> nanos) {
            long[] sorted =
                    costs.get(variant).stream().mapToLong(nanos).sorted().toArray();
            return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2.0;
        }

        double ratio(Variant variant, ToLongFunction<Cost> nanos) {
            return median(variant, nanos) / median(Variant.BARE, nanos);
        }
    }
}
