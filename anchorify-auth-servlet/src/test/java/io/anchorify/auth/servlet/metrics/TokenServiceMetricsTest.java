package io.anchorify.auth.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anchorify.auth.ChangeStats;
import io.anchorify.auth.EventStats;
import io.anchorify.auth.NodeStats;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceStats;
import io.anchorify.auth.UsageStats;
import io.anchorify.auth.servlet.FilterOutcome;
import io.anchorify.auth.servlet.conformance.OutcomeScenarios;
import io.anchorify.auth.spi.TokenStore;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenServiceMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void meters_coverEveryValueOfTheStats() {
        try (TokenService tokens = service()) {
            new TokenServiceMetrics(tokens).bindTo(registry);
        }
        assertThat(registry.getMeters()).hasSize(valuesOf(TokenServiceStats.class));
    }

    @Test
    void meters_afterSomeRequests_haveTheValuesOfTheStats() throws Exception {
        try (OutcomeScenarios filters = new OutcomeScenarios()) {
            TokenService tokens = filters.tokens();
            new TokenServiceMetrics(tokens).bindTo(registry);
            for (FilterOutcome outcome : FilterOutcome.values()) {
                filters.provoke(outcome);
            }
            assertThat(tokens.flush(Duration.ofSeconds(10))).isTrue();

            for (MeterSpec spec : TokenServiceMetrics.METERS) {
                assertThat(registry.get(spec.name()).tags(spec.tags()).meter().measure())
                        .singleElement()
                        .extracting(Measurement::getValue)
                        .as(spec.name())
                        .isEqualTo(spec.value().applyAsDouble(tokens.stats()));
            }
            assertThat(value("anchorify.tokens.cached")).isPositive();
            assertThat(value("anchorify.lookups.failed")).isEqualTo(1);
            assertThat(FilterMetricsTest.describe(registry)).doesNotContain(filters.validToken(), "ada", "mallory");
        }
    }

    @Test
    void meters_readTheirOwnValues() {
        TokenServiceStats stats = new TokenServiceStats(
                2,
                3,
                4,
                5,
                new UsageStats(6, 7, 8, 9),
                new UsageStats(21, 22, 23, 24),
                new NodeStats(true, 10, Duration.ofMillis(11_500), 12, 13),
                new ChangeStats(14, 15, 16),
                new EventStats(17, 18, 19, 20));

        assertThat(TokenServiceMetrics.METERS.stream()
                        .map(spec -> spec.name()
                                + spec.tags().stream().map(Tag::getValue).toList() + " "
                                + spec.value().applyAsDouble(stats)))
                .containsExactly(
                        "anchorify.tokens.cached[] 2.0",
                        "anchorify.lookups[] 3.0",
                        "anchorify.lookups.failed[] 4.0",
                        "anchorify.lookups.turned.away[] 5.0",
                        "anchorify.last.used.waiting[] 6.0",
                        "anchorify.last.used.written[] 7.0",
                        "anchorify.last.used.dropped[] 8.0",
                        "anchorify.last.used.failures[] 9.0",
                        "anchorify.refused.uses.waiting[] 21.0",
                        "anchorify.refused.uses.written[] 22.0",
                        "anchorify.refused.uses.dropped[] 23.0",
                        "anchorify.refused.uses.failures[] 24.0",
                        "anchorify.node.term.valid[] 1.0",
                        "anchorify.node.position[] 10.0",
                        "anchorify.node.feed.age[] 11.5",
                        "anchorify.node.fallbacks[] 12.0",
                        "anchorify.node.restarts[] 13.0",
                        "anchorify.changes[acknowledged] 14.0",
                        "anchorify.changes[waited_out] 15.0",
                        "anchorify.changes[failed] 16.0",
                        "anchorify.events.waiting[] 17.0",
                        "anchorify.events.delivered[] 18.0",
                        "anchorify.events.dropped[] 19.0",
                        "anchorify.events.failures[] 20.0");
    }

    @Test
    void services_withDifferentTags_areBothRegistered() {
        try (TokenService one = service();
                TokenService two = service()) {
            new TokenServiceMetrics(one, Tags.of("service", "one")).bindTo(registry);
            new TokenServiceMetrics(two, Tags.of("service", "two")).bindTo(registry);
        }
        assertThat(registry.find("anchorify.tokens.cached").gauges()).hasSize(2);
    }

    @Test
    void registry_ofAnUnreachableService_doesNotKeepItAlive() {
        WeakReference<TokenService> forgotten = bindAndForget();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(value("anchorify.tokens.cached")).isNaN();
        assertThat(value("anchorify.lookups")).isZero();
    }

    private WeakReference<TokenService> bindAndForget() {
        TokenService tokens = service();
        new TokenServiceMetrics(tokens).bindTo(registry);
        tokens.close();
        return new WeakReference<>(tokens);
    }

    private static TokenService service() {
        return TokenService.builder(TokenStore.inMemory()).build();
    }

    private double value(String name) {
        return registry.get(name).meter().measure().iterator().next().getValue();
    }

    private static int valuesOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .mapToInt(value -> value.getType().isRecord() ? valuesOf(value.getType()) : 1)
                .sum();
    }
}
