package io.anchorify.auth.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.FilterEvent;
import io.anchorify.auth.servlet.FilterOutcome;
import io.anchorify.auth.servlet.conformance.OutcomeScenarios;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FilterMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void counters_beforeAnyRequest_areZero() {
        new FilterMetrics(registry);

        assertThat(registry.find(FilterMetrics.REQUESTS).counters())
                .hasSize(FilterOutcome.values().length)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void requests_areCountedByOutcome() {
        FilterMetrics metrics = new FilterMetrics(registry);
        for (FilterOutcome outcome : FilterOutcome.values()) {
            for (int i = 0; i <= outcome.ordinal(); i++) {
                metrics.decided(event(outcome, false));
            }
        }
        for (FilterOutcome outcome : FilterOutcome.values()) {
            assertThat(count(outcome)).as(outcome.name()).isEqualTo(outcome.ordinal() + 1);
        }
    }

    @Test
    void queryTokens_areCountedInAdditionToTheOutcome() {
        FilterMetrics metrics = new FilterMetrics(registry);
        metrics.decided(event(FilterOutcome.NO_TOKEN, true));
        metrics.decided(event(FilterOutcome.AUTHENTICATED, true));
        metrics.decided(event(FilterOutcome.AUTHENTICATED, false));

        assertThat(registry.get(FilterMetrics.QUERY_TOKENS).counter().count()).isEqualTo(2);
        assertThat(count(FilterOutcome.NO_TOKEN)).isEqualTo(1);
        assertThat(count(FilterOutcome.AUTHENTICATED)).isEqualTo(2);
    }

    @Test
    void meters_underHostileInput_doNotChangeAndContainNothingOfIt() throws Exception {
        try (OutcomeScenarios filters = new OutcomeScenarios(new FilterMetrics(registry))) {
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
                filters.get("/scoped/" + odd, OutcomeScenarios.bearer(filters.validToken()));
                sent += 2;
            }
            assertThat(ids()).isEqualTo(before);
            assertThat(registry.find(FilterMetrics.REQUESTS).counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(sent);
            assertThat(describe(registry)).doesNotContain("hostile", "HOSTILE", filters.validToken(), "ada");
        }
    }

    @Test
    void tags_ofTheHost_distinguishFilters() {
        new FilterMetrics(registry, Tags.of("filter", "api"));
        new FilterMetrics(registry, Tags.of("filter", "operations"));

        assertThat(registry.find(FilterMetrics.REQUESTS).tag("filter", "api").counters())
                .hasSize(FilterOutcome.values().length);
        assertThat(registry.find(FilterMetrics.REQUESTS).counters()).hasSize(2 * FilterOutcome.values().length);
    }

    private static FilterEvent event(FilterOutcome outcome, boolean queryToken) {
        return new FilterEvent(outcome, null, null, null, DispatcherType.REQUEST, "GET", "/x", null, queryToken);
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

    static String describe(MeterRegistry registry) {
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
