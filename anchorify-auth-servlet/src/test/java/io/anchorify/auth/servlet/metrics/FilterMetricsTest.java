package io.anchorify.auth.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.FilterOutcome;
import io.anchorify.auth.servlet.conformance.EveryOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is counted for the requests that a filter gets, and that no request can make it more. */
class FilterMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void outcomes_beforeAnyRequest_areAllAtZero() {
        new FilterMetrics(registry);

        assertThat(registry.find(FilterMetrics.REQUESTS).counters())
                .hasSize(FilterOutcome.values().length)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void requests_ofEachOutcome_areCountedUnderTheirOwnTag() throws Exception {
        try (EveryOutcome filters = new EveryOutcome(new FilterMetrics(registry))) {
            for (FilterOutcome outcome : FilterOutcome.values()) {
                for (int i = 0; i <= outcome.ordinal(); i++) {
                    filters.provoke(outcome);
                }
            }
        }
        for (FilterOutcome outcome : FilterOutcome.values()) {
            assertThat(count(outcome)).as(outcome.name()).isEqualTo(outcome.ordinal() + 1);
        }
    }

    @Test
    void queryTokens_areCountedBesideTheOutcome() throws Exception {
        try (EveryOutcome filters = new EveryOutcome(new FilterMetrics(registry))) {
            filters.get("/api/x?access_token=" + filters.good());
            filters.get("/api/x?a=b&access_token=x", EveryOutcome.bearer(filters.good()));
            filters.get("/api/x?a=b", EveryOutcome.bearer(filters.good()));
        }
        assertThat(registry.get(FilterMetrics.QUERY_TOKENS).counter().count()).isEqualTo(2);
        assertThat(count(FilterOutcome.NO_TOKEN)).isEqualTo(1);
        assertThat(count(FilterOutcome.AUTHENTICATED)).isEqualTo(2);
    }

    @Test
    void meters_underHostileInput_areTheSameAndHoldNothingOfIt() throws Exception {
        try (EveryOutcome filters = new EveryOutcome(new FilterMetrics(registry))) {
            Set<Meter.Id> before = ids();
            int sent = 0;
            for (int i = 0; i < 200; i++) {
                String odd = "hostile-" + i;
                filters.send(
                        odd.toUpperCase(Locale.ROOT) + " /api/" + odd + ";" + odd + "?access_token=" + odd
                                + " HTTP/1.1",
                        "Authorization: "
                                + List.of("Bearer " + odd, odd + " x", "Bearer a " + odd, odd)
                                        .get(i % 4),
                        "X-Forwarded-For: " + odd);
                filters.get("/scoped/" + odd, EveryOutcome.bearer(filters.good()));
                sent += 2;
            }
            assertThat(ids()).isEqualTo(before);
            assertThat(registry.find(FilterMetrics.REQUESTS).counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(sent);
            assertThat(everythingIn(registry)).doesNotContain("hostile", "HOSTILE", filters.good(), "ada");
        }
    }

    @Test
    void tags_ofTheHost_tellFiltersApart() throws Exception {
        new FilterMetrics(registry, Tags.of("filter", "api"));
        new FilterMetrics(registry, Tags.of("filter", "operations"));

        assertThat(registry.find(FilterMetrics.REQUESTS).tag("filter", "api").counters())
                .hasSize(FilterOutcome.values().length);
        assertThat(registry.find(FilterMetrics.REQUESTS).counters()).hasSize(2 * FilterOutcome.values().length);
    }

    private double count(FilterOutcome outcome) {
        return registry.get(FilterMetrics.REQUESTS)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    private Set<Meter.Id> ids() {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    static String everythingIn(MeterRegistry registry) {
        Collection<Meter> meters = registry.getMeters();
        return meters.stream()
                .map(meter -> meter.getId() + " " + meter.getId().getDescription() + " " + measurements(meter))
                .collect(Collectors.joining("\n"));
    }

    private static List<Measurement> measurements(Meter meter) {
        return java.util.stream.StreamSupport.stream(meter.measure().spliterator(), false)
                .toList();
    }
}
