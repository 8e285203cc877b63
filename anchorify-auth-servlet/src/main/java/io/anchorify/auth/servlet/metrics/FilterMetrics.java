package io.anchorify.auth.servlet.metrics;

import io.anchorify.auth.servlet.FilterEvent;
import io.anchorify.auth.servlet.FilterListener;
import io.anchorify.auth.servlet.FilterOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the decisions of filters: {@value #REQUESTS} by outcome, and {@value #QUERY_TOKENS}.
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(tokens)
 *         .listener(new FilterMetrics(registry))
 *         .build();
 * }</pre>
 *
 * <p>All meters, one for each {@link FilterOutcome}, are registered at zero by the constructor. Requests never add one. An
 * instance is safe for concurrent use and may be shared by several filters.
 */
public final class FilterMetrics implements FilterListener {

    /** Decisions. The tag {@code outcome} is the name of a {@link FilterOutcome} in lower case. */
    public static final String REQUESTS = "anchorify.filter.requests";

    /** Requests with an {@code access_token} in their query. */
    public static final String QUERY_TOKENS = "anchorify.filter.query.tokens";

    private final Map<FilterOutcome, Counter> requests = new EnumMap<>(FilterOutcome.class);
    private final Counter queryTokens;

    /**
     * Registers the meters.
     *
     * @param registry the registry for the meters
     */
    public FilterMetrics(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /**
     * Registers the meters with additional tags, to distinguish filters.
     *
     * @param registry the registry for the meters
     * @param tags additional tags; use the same keys for all filters if the registry requires it, as that of Prometheus
     *     does
     */
    public FilterMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        for (FilterOutcome outcome : FilterOutcome.values()) {
            requests.put(outcome, counterOf(outcome, registry, tags));
        }
        queryTokens = Counter.builder(QUERY_TOKENS)
                .description("Requests with an access_token in their query, which is ignored")
                .tags(tags)
                .register(registry);
    }

    @Override
    public void decided(FilterEvent event) {
        Objects.requireNonNull(requests.get(event.outcome())).increment();
        if (event.queryToken()) {
            queryTokens.increment();
        }
    }

    private static Counter counterOf(FilterOutcome outcome, MeterRegistry registry, Iterable<Tag> tags) {
        return Counter.builder(REQUESTS)
                .description("Decisions of the bearer token filter")
                .tags(tags)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
