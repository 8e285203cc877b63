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
 * Counts what filters decide: {@value #REQUESTS}, by outcome, and {@value #QUERY_TOKENS}.
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(tokens)
 *         .listener(new FilterMetrics(registry))
 *         .build();
 * }</pre>
 *
 * <p>There is one meter for each {@link FilterOutcome} from the start, at zero, and there are never more, whatever clients
 * send. One instance may serve several filters, and any number of threads; a count takes one look into an array and one
 * increment.
 */
public final class FilterMetrics implements FilterListener {

    /** Decisions, with the tag {@code outcome}: the name of a {@link FilterOutcome} in lower case. */
    public static final String REQUESTS = "anchorify.filter.requests";

    /** Requests that had an {@code access_token} in their query. */
    public static final String QUERY_TOKENS = "anchorify.filter.query.tokens";

    private final Map<FilterOutcome, Counter> requests = new EnumMap<>(FilterOutcome.class);
    private final Counter queryTokens;

    /**
     * Registers the meters.
     *
     * @param registry where to
     */
    public FilterMetrics(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /**
     * Registers the meters with more tags, to tell filters apart.
     *
     * @param registry where to
     * @param tags more tags; for registries that want the same keys on all meters of a name, such as the one of
     *     Prometheus, the keys have to be the same for all filters
     */
    public FilterMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        for (FilterOutcome outcome : FilterOutcome.values()) {
            requests.put(outcome, counterOf(outcome, registry, tags));
        }
        queryTokens = Counter.builder(QUERY_TOKENS)
                .description("Requests with an access_token in their query, which is not looked at")
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
