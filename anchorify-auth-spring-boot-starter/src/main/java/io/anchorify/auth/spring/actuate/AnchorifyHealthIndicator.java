package io.anchorify.auth.spring.actuate;

import io.anchorify.auth.NodeStats;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports whether this node can decide on tokens:
 *
 * <ul>
 *   <li>{@code DOWN}: the store does not answer within 2 seconds. Requests whose tokens are not cached are answered with 503.
 *   <li>{@code OUT_OF_SERVICE}: the store answers, but this node has not followed the change feed for 10 seconds. It decides on
 *       every request correctly, with a lookup in the store for each.
 *   <li>{@code UP}: otherwise.
 * </ul>
 *
 * <p>A node follows the feed from its first request on. Before that, {@code feed} is {@code not started} and the status {@code
 * UP}. Safe for concurrent use.
 */
public final class AnchorifyHealthIndicator implements HealthIndicator {

    static final Duration PING_LIMIT = Duration.ofSeconds(2);
    static final Duration FEED_LIMIT = Duration.ofSeconds(10);

    private final Supplier<NodeStats> node;
    private final BoundedPing ping;
    private final Duration feedLimit;
    private final LongSupplier ticker;
    private final AtomicReference<@Nullable Long> feedLostSince = new AtomicReference<>();

    /**
     * Creates the indicator.
     *
     * @param tokens the service to check
     */
    public AnchorifyHealthIndicator(TokenService tokens) {
        this(() -> tokens.stats().node(), tokens::ping, PING_LIMIT, FEED_LIMIT, System::nanoTime);
    }

    AnchorifyHealthIndicator(
            Supplier<NodeStats> node, Runnable ping, Duration pingLimit, Duration feedLimit, LongSupplier ticker) {
        this.node = node;
        this.ping = new BoundedPing(ping, pingLimit);
        this.feedLimit = feedLimit;
        this.ticker = ticker;
    }

    @Override
    public Health health() {
        NodeStats current = node.get();
        Feed feed = Feed.of(current);
        Duration lost = lostFor(feed);
        Health.Builder health = Health.up();
        if (lost.compareTo(feedLimit) >= 0 && feed == Feed.LOST) {
            health.outOfService();
        }
        health.withDetail("feed", feed.description).withDetail("position", current.position());
        if (feed != Feed.NOT_STARTED) {
            health.withDetail("feedAge", current.feedAge().toString());
        }
        return withStore(health).build();
    }

    /** The first check that finds the feed lost starts the time. */
    private Duration lostFor(Feed feed) {
        if (feed != Feed.LOST) {
            feedLostSince.set(null);
            return Duration.ZERO;
        }
        long now = ticker.getAsLong();
        Long since = feedLostSince.compareAndExchange(null, now);
        return since == null ? Duration.ZERO : Duration.ofNanos(now - since);
    }

    private Health.Builder withStore(Health.Builder health) {
        try {
            ping.check();
            return health.withDetail("store", "answers");
        } catch (TimeoutException e) {
            return health.down().withDetail("store", "does not answer in time");
        } catch (ExecutionException e) {
            return health.down().withDetail("store", reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return health.unknown().withDetail("store", "not checked: the thread was interrupted");
        }
    }

    /** The messages of the library contain no secret. */
    private static String reason(@Nullable Throwable failure) {
        return failure instanceof TokenStoreException
                ? String.valueOf(failure.getMessage())
                : "failed: " + (failure == null ? "" : failure.getClass().getName());
    }

    private enum Feed {
        FOLLOWED("followed"),
        NOT_STARTED("not started"),
        LOST("not followed");

        private final String description;

        Feed(String description) {
            this.description = description;
        }

        /** The first request without a valid term starts the feed. */
        static Feed of(NodeStats node) {
            if (node.termValid()) {
                return FOLLOWED;
            }
            return node.fallbacks() == 0 ? NOT_STARTED : LOST;
        }
    }
}
