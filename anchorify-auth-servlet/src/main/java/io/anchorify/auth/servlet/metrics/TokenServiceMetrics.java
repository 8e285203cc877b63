package io.anchorify.auth.servlet.metrics;

import static io.anchorify.auth.servlet.metrics.Figure.Kind.COUNTER;
import static io.anchorify.auth.servlet.metrics.Figure.Kind.GAUGE;
import static io.anchorify.auth.servlet.metrics.Figure.Kind.SECONDS;

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
 * Shows every figure of {@link TokenService#stats()} as a meter.
 *
 * <pre>{@code
 * new TokenServiceMetrics(tokens).bindTo(registry);
 * }</pre>
 *
 * <p>The figures are read when the registry asks for them, by its threads; requests do not notice, and no store is asked.
 * The registry does not keep the service alive: once it is collected, gauges are NaN and counters stand still.
 */
public final class TokenServiceMetrics implements MeterBinder {

    /** All of them, each once. */
    static final List<Figure> FIGURES = List.of(
            new Figure(GAUGE, "anchorify.tokens.cached", "Tokens cached now", TokenServiceStats::cachedTokens),
            new Figure(COUNTER, "anchorify.lookups", "Tokens looked up in the store", TokenServiceStats::lookups),
            new Figure(
                    COUNTER,
                    "anchorify.lookups.failed",
                    "Lookups that the store did not answer",
                    TokenServiceStats::failedLookups),
            new Figure(
                    COUNTER,
                    "anchorify.lookups.turned.away",
                    "Requests turned away because too many lookups were under way, or found no good token",
                    TokenServiceStats::turnedAwayLookups),
            new Figure(
                    GAUGE,
                    "anchorify.last.used.waiting",
                    "Tokens that wait to have their last use written",
                    stats -> stats.lastUsed().waiting()),
            new Figure(
                    COUNTER,
                    "anchorify.last.used.written",
                    "Last uses written",
                    stats -> stats.lastUsed().written()),
            new Figure(
                    COUNTER,
                    "anchorify.last.used.dropped",
                    "Last uses dropped",
                    stats -> stats.lastUsed().dropped()),
            new Figure(
                    COUNTER,
                    "anchorify.last.used.failures",
                    "Writes of last uses that failed",
                    stats -> stats.lastUsed().failures()),
            new Figure(
                    GAUGE,
                    "anchorify.node.term.valid",
                    "1 if requests are answered from the cache, 0 if each asks the store",
                    stats -> stats.node().termValid() ? 1 : 0),
            new Figure(
                    GAUGE,
                    "anchorify.node.position",
                    "The last change applied",
                    stats -> stats.node().position()),
            new Figure(
                    SECONDS,
                    "anchorify.node.feed.age",
                    "The lag of the cache behind the feed of changes",
                    stats -> inSeconds(stats.node().feedAge())),
            new Figure(
                    COUNTER,
                    "anchorify.node.fallbacks",
                    "Requests that asked the store because there was no term",
                    stats -> stats.node().fallbacks()),
            new Figure(
                    COUNTER,
                    "anchorify.node.restarts",
                    "Times that all that was cached was dropped because the feed did not go on",
                    stats -> stats.node().restarts()),
            changes("acknowledged", stats -> stats.changes().acknowledged()),
            changes("waited_out", stats -> stats.changes().waitedOut()),
            changes("failed", stats -> stats.changes().failed()));

    private final TokenService tokens;
    private final Iterable<Tag> tags;

    /**
     * Prepares the meters; {@link #bindTo} registers them.
     *
     * @param tokens whose figures to show
     */
    public TokenServiceMetrics(TokenService tokens) {
        this(tokens, Tags.empty());
    }

    /**
     * Prepares the meters with more tags. Two services in one registry need them to be told apart, or the second one is
     * not seen.
     *
     * @param tokens whose figures to show
     * @param tags more tags for each meter
     */
    public TokenServiceMetrics(TokenService tokens, Iterable<Tag> tags) {
        this.tokens = tokens;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FIGURES.forEach(figure -> figure.register(registry, tokens, tags));
    }

    private static Figure changes(String outcome, ToDoubleFunction<TokenServiceStats> value) {
        return new Figure(
                COUNTER,
                "anchorify.changes",
                Tags.of("outcome", outcome),
                "Revocations and imports that all nodes have to know",
                value);
    }

    private static double inSeconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
