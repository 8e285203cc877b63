package io.anchorify.benchmarks.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The limits between the costs of one short run, which fail the build when a request regresses. They are wider than the results
 * in {@code docs/performance.md}, because a shared machine adds noise. A cost that was not measured misses its limit.
 */
final class Limits {

    private static final double MOST_BYTES = 256;

    /** More than an unrelated thread allocates per request, and less than any object. */
    private static final double NOISE_BYTES = 4;

    /** Two JVMs with the same code compile {@code BY_HAND} and {@code DROPWIZARD} so that one takes half as long again. */
    private static final List<Ratio> RATIOS = List.of(
            new Ratio("FILTER", 3.0, "FLOOR"),
            new Ratio("FILTER", 1.5, "BY_HAND"),
            new Ratio("FILTER", 1.3, "DROPWIZARD"),
            new Ratio("FILTER", 1.0 / 2, "PAC4J"),
            new Ratio("FILTER", 1.0 / 4, "SPRING_SECURITY"),
            new Ratio("FILTER", 1.0 / 3, "SHIRO"),
            new Ratio("malformed", 1.0, "FLOOR"));

    private Limits() {}

    /** A contender takes at most so many times as long as another one. */
    private record Ratio(String contender, double most, String other) {}

    /** Describes every limit that the costs miss; the list is empty if all hold. */
    static List<String> missed(Map<String, Cost> costs) {
        List<String> missed = new ArrayList<>();
        for (Ratio limit : RATIOS) {
            double ratio = nanos(costs, limit.contender) / nanos(costs, limit.other);
            if (!(ratio <= limit.most)) {
                missed.add(String.format(
                        Locale.ROOT,
                        "%s takes %.2f times as long as %s; the limit is %.2f",
                        limit.contender,
                        ratio,
                        limit.other,
                        limit.most));
            }
        }
        double bytes = costs.getOrDefault("FILTER", Cost.UNKNOWN).bytes();
        if (!(bytes <= MOST_BYTES + NOISE_BYTES)) {
            missed.add(String.format(
                    Locale.ROOT, "FILTER allocates %.1f bytes a request; the limit is %.0f", bytes, MOST_BYTES));
        }
        return missed;
    }

    private static double nanos(Map<String, Cost> costs, String contender) {
        return costs.getOrDefault(contender, Cost.UNKNOWN).nanos();
    }
}
