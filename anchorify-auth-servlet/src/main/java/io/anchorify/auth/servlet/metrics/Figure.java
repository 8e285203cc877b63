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

/** One number of the figures of a service, and the meter that shows it. */
record Figure(Kind kind, String name, Tags tags, String description, ToDoubleFunction<TokenServiceStats> value) {

    /** What a meter says of a number. */
    enum Kind {
        /** It goes up and down. */
        GAUGE,
        /** It goes up and down, and is a time in seconds. */
        SECONDS,
        /** It only goes up. */
        COUNTER
    }

    Figure(Kind kind, String name, String description, ToDoubleFunction<TokenServiceStats> value) {
        this(kind, name, Tags.empty(), description, value);
    }

    /** The function is given the service and does not hold it: a registry refers to it weakly. */
    void register(MeterRegistry registry, TokenService tokens, Iterable<Tag> more) {
        ToDoubleFunction<TokenService> now = service -> value.applyAsDouble(service.stats());
        Tags all = tags.and(more);
        switch (kind) {
            case GAUGE ->
                Gauge.builder(name, tokens, now)
                        .description(description)
                        .tags(all)
                        .register(registry);
            case SECONDS ->
                TimeGauge.builder(name, tokens, TimeUnit.SECONDS, now)
                        .description(description)
                        .tags(all)
                        .register(registry);
            case COUNTER ->
                FunctionCounter.builder(name, tokens, now)
                        .description(description)
                        .tags(all)
                        .register(registry);
        }
    }
}
