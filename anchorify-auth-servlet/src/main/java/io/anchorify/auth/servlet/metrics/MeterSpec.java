package io.anchorify.auth.servlet.metrics;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** A meter for one value of {@link TokenServiceStats}. */
record MeterSpec(Kind kind, String name, Tags tags, String description, ToDoubleFunction<TokenServiceStats> value) {

    enum Kind {
        GAUGE,
        /** A gauge whose unit is seconds. */
        SECONDS,
        COUNTER
    }

    MeterSpec(Kind kind, String name, String description, ToDoubleFunction<TokenServiceStats> value) {
        this(kind, name, Tags.empty(), description, value);
    }

    /** Registers the meter. The value function does not capture the service, to which a registry refers weakly. */
    void register(MeterRegistry registry, TokenService tokens, Iterable<Tag> more) {
        ToDoubleFunction<TokenService> current = service -> value.applyAsDouble(service.stats());
        Tags all = tags.and(more);
        switch (kind) {
            case GAUGE ->
                Gauge.builder(name, tokens, current)
                        .description(description)
                        .tags(all)
                        .register(registry);
            case SECONDS ->
                TimeGauge.builder(name, tokens, TimeUnit.SECONDS, current)
                        .description(description)
                        .tags(all)
                        .register(registry);
            case COUNTER ->
                FunctionCounter.builder(name, tokens, current)
                        .description(description)
                        .tags(all)
                        .register(registry);
        }
    }
}
