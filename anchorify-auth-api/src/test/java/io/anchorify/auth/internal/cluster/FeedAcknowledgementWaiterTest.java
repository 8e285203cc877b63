package io.anchorify.auth.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.ChangeStats;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import io.anchorify.auth.testing.LogCapture;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedAcknowledgementWaiterTest {

    private static final Timing TIMING = Timing.DEFAULT;
    private static final UUID CHANGE = UUID.randomUUID();
    private static final long NUMBER = 7;

    private final TestTime time = new TestTime();
    private final ScriptedFeed feed = new ScriptedFeed();
    private final FeedAcknowledgementWaiter waiter = new FeedAcknowledgementWaiter(
            feed, new FailoverDetector(TIMING), Optional::empty, TIMING, time.clocks(), time.scheduler());

    @Test
    void change_acknowledgedByEveryNode_isInEffect() {
        feed.nodes = changes -> settled(changes, NUMBER, NUMBER + 1);

        CompletableFuture<Receipt> receipt = await();
        time.advance(Duration.ofMillis(10));

        assertThat(receipt).isCompleted();
        assertThat(receipt.join().acknowledged()).isEqualTo(2);
        assertThat(receipt.join().missing()).isZero();
        assertThat(receipt.join().waitedOut()).isFalse();
    }

    @Test
    void change_notAcknowledgedByANode_isInEffectAfterTheLongestTerm() {
        feed.nodes = changes -> settled(changes, NUMBER, NUMBER - 1);

        assertWaitedOut(1, 1);
    }

    @Test
    void change_whenTheNodesCannotBeListed_isReportedAsWaitedOut() {
        feed.nodes = changes -> {
            throw new TokenStoreException("The test broke the store", null);
        };

        assertWaitedOut(0, 0);
    }

    @Test
    void change_whenTheListIsIncomplete_isReportedAsWaitedOut() {
        feed.nodes = changes -> list(changes, new FeedServer("new", false), NUMBER);

        assertWaitedOut(1, 0);
    }

    @Test
    void change_whoseListingFailsUnexpectedly_isLoggedAndRetried() {
        NullPointerException failure = new NullPointerException("a defect of the connection pool");
        feed.nodes = changes -> {
            throw failure;
        };
        try (LogCapture log = new LogCapture(FeedAcknowledgementWaiter.class)) {
            CompletableFuture<Receipt> receipt = await();
            time.advance(Duration.ofMillis(10));
            assertThat(log.thrown(Level.WARNING)).isNotEmpty().containsOnly(failure);

            feed.nodes = changes -> settled(changes, NUMBER);
            time.advance(Duration.ofMillis(50));
            assertThat(receipt).isCompleted();
            assertThat(receipt.join().waitedOut()).isFalse();
        }
    }

    @Test
    void change_thatTheStoreHasLost_fails() {
        feed.nodes = changes -> new NodeList(0, List.of(), Map.of(), new FeedServer("server", true));

        CompletableFuture<Receipt> receipt = await();
        time.advance(Duration.ofMillis(10));

        assertThatThrownBy(receipt::join).hasRootCauseInstanceOf(TokenStoreException.class);
    }

    @Test
    void change_afterTheServiceWasClosed_fails() {
        time.scheduler().shutdown();

        assertThatThrownBy(await()::join)
                .hasRootCauseInstanceOf(TokenStoreException.class)
                .hasMessageContaining("The token service was closed");
    }

    @Test
    void stats_countAChangeThatNobodyAcknowledged_asWaitedOut() {
        feed.nodes = changes -> {
            throw new TokenStoreException("The test broke the store", null);
        };
        ChangeCommitter changes = new ChangeCommitter(new NoCache(), waiter, time.clocks());

        changes.make(new ChangeScope.AnyToken(), change -> 1, (count, receipt) -> receipt);
        time.advance(TIMING.longestTerm());

        assertThat(changes.stats()).isEqualTo(new ChangeStats(0, 1, 0));
    }

    private void assertWaitedOut(int acknowledged, int missing) {
        CompletableFuture<Receipt> receipt = await();
        time.advance(TIMING.longestTerm().minusNanos(1));
        assertThat(receipt).isNotDone();
        time.advance(Duration.ofNanos(1));

        assertThat(receipt).isCompleted();
        assertThat(receipt.join())
                .isEqualTo(new Receipt(
                        TestTime.START, TestTime.START.plus(TIMING.longestTerm()), acknowledged, missing, true));
    }

    private CompletableFuture<Receipt> await() {
        return waiter.await(CHANGE, TestTime.START);
    }

    private static NodeList settled(Collection<UUID> changes, long... acknowledged) {
        return list(changes, new FeedServer("server", true), acknowledged);
    }

    private static NodeList list(Collection<UUID> changes, FeedServer server, long... acknowledged) {
        List<RegisteredNode> nodes = LongStream.of(acknowledged)
                .mapToObj(number -> new RegisteredNode(UUID.randomUUID(), number, 0))
                .toList();
        Map<UUID, Long> numbers = changes.stream().collect(Collectors.toMap(change -> change, change -> NUMBER));
        return new NodeList(NUMBER + 1, nodes, numbers, server);
    }

    private static final class NoCache implements CacheInvalidator {

        @Override
        public void invalidate(ChangeScope scope) {
            // Nothing is cached.
        }

        @Override
        public void invalidateAll() {
            // Nothing is cached.
        }
    }
}
