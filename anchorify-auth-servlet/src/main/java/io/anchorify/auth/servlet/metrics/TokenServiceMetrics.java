package io.anchorify.auth.servlet.metrics;

import static io.anchorify.auth.servlet.metrics.MeterSpec.Kind.COUNTER;
import static io.anchorify.auth.servlet.metrics.MeterSpec.Kind.GAUGE;
import static io.anchorify.auth.servlet.metrics.MeterSpec.Kind.SECONDS;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceStats;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Exposes every value of {@link TokenService#stats()} as a meter.
 *
 * <pre>{@code
 * new TokenServiceMetrics(tokens).bindTo(registry);
 * }</pre>
 *
 * <p>The registry reads the values on its own threads, without a store query and without an effect on requests. It refers
 * to the service weakly: after the service has been garbage collected, gauges are NaN and counters keep their value.
 */
public final class TokenServiceMetrics implements MeterBinder {

    static final List<MeterSpec> METERS = List.of(
            new MeterSpec(GAUGE, "anchorify.tokens.cached", "Tokens in the cache", TokenServiceStats::cachedTokens),
            new MeterSpec(COUNTER, "anchorify.lookups", "Token lookups in the store", TokenServiceStats::lookups),
            new MeterSpec(
                    COUNTER,
                    "anchorify.lookups.failed",
                    "Token lookups that failed in the store",
                    TokenServiceStats::failedLookups),
            new MeterSpec(
                    COUNTER,
                    "anchorify.lookups.turned.away",
                    "Requests rejected by the limits on concurrent lookups and on unknown tokens",
                    TokenServiceStats::turnedAwayLookups),
            new MeterSpec(
                    GAUGE,
                    "anchorify.last.used.waiting",
                    "Tokens whose last use is waiting to be written",
                    stats -> stats.lastUsed().waiting()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.last.used.written",
                    "Last uses written",
                    stats -> stats.lastUsed().written()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.last.used.dropped",
                    "Last uses dropped",
                    stats -> stats.lastUsed().dropped()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.last.used.failures",
                    "Writes of last uses that failed",
                    stats -> stats.lastUsed().failures()),
            new MeterSpec(
                    GAUGE,
                    "anchorify.refused.uses.waiting",
                    "Ended tokens whose refused use is waiting to be written",
                    stats -> stats.refusedUses().waiting()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.refused.uses.written",
                    "Refused uses of ended tokens written",
                    stats -> stats.refusedUses().written()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.refused.uses.dropped",
                    "Refused uses of ended tokens dropped",
                    stats -> stats.refusedUses().dropped()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.refused.uses.failures",
                    "Writes of refused uses that failed",
                    stats -> stats.refusedUses().failures()),
            new MeterSpec(
                    GAUGE,
                    "anchorify.node.term.valid",
                    "1 if requests may be answered from the cache, 0 if every request reads the store",
                    stats -> stats.node().termValid() ? 1 : 0),
            new MeterSpec(
                    GAUGE,
                    "anchorify.node.position",
                    "Feed position of the last applied change",
                    stats -> stats.node().position()),
            new MeterSpec(
                    SECONDS,
                    "anchorify.node.feed.age",
                    "Lag of the cache behind the change feed",
                    stats -> inSeconds(stats.node().feedAge())),
            new MeterSpec(
                    COUNTER,
                    "anchorify.node.fallbacks",
                    "Requests that read the store because the node had no valid term",
                    stats -> stats.node().fallbacks()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.node.restarts",
                    "Times the whole cache was dropped because the change feed was interrupted",
                    stats -> stats.node().restarts()),
            changes("acknowledged", stats -> stats.changes().acknowledged()),
            changes("waited_out", stats -> stats.changes().waitedOut()),
            changes("failed", stats -> stats.changes().failed()),
            new MeterSpec(
                    GAUGE,
                    "anchorify.events.waiting",
                    "Events that wait for a listener",
                    stats -> stats.events().waiting()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.events.delivered",
                    "Events delivered to the listeners",
                    stats -> stats.events().delivered()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.events.dropped",
                    "Events dropped",
                    stats -> stats.events().dropped()),
            new MeterSpec(
                    COUNTER,
                    "anchorify.events.failures",
                    "Exceptions thrown by listeners",
                    stats -> stats.events().failures()));

    private final TokenService tokens;
    private final Iterable<Tag> tags;

    /**
     * Prepares the meters. {@link #bindTo} registers them.
     *
     * @param tokens the service
     */
    public TokenServiceMetrics(TokenService tokens) {
        this(tokens, Tags.empty());
    }

    /**
     * Prepares the meters with additional tags. Two services in one registry need different tags, otherwise the registry
     * ignores the meters of the second.
     *
     * @param tokens the service
     * @param tags additional tags for every meter
     */
    public TokenServiceMetrics(TokenService tokens, Iterable<Tag> tags) {
        this.tokens = tokens;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        METERS.forEach(meter -> meter.register(registry, tokens, tags));
    }

    private static MeterSpec changes(String outcome, ToDoubleFunction<TokenServiceStats> value) {
        return new MeterSpec(
                COUNTER,
                "anchorify.changes",
                Tags.of("outcome", outcome),
                "Revocations and imports that all nodes must apply",
                value);
    }

    private static double inSeconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
