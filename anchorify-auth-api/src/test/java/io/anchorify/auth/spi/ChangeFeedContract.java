package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every feed of changes must do. Extend it with a class that hands out an empty store that has one, and the whole
 * test of that feed is written.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class ChangeFeedContract {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    private final Random random = new Random(43);
    private final UUID node = UUID.randomUUID();
    private TokenStore store;
    private ChangeFeed feed;
    private FeedReader reader;

    /** A store that holds nothing, with a feed. */
    protected abstract TokenStore emptyStore() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = emptyStore();
        store.verify();
        feed = store.changeFeed().orElseThrow();
        reader = feed.open(node);
    }

    @AfterEach
    final void closeStore() {
        reader.close();
        store.close();
    }

    @Test
    void feed_ofANewStore_isEmptyAndItsServerSettled() {
        FeedPage page = reader.read(null);

        assertThat(page.head().number()).isZero();
        assertThat(page.entries()).isEmpty();
        assertThat(page.registered()).isFalse();
        assertThat(page.server().settled()).isTrue();
        assertThat(reader.read(page.head())).isEqualTo(page);
    }

    @Test
    void changes_ofEveryKind_areReadAsTheyWereMade() {
        FeedPosition start = reader.read(null).head();
        ChangeRecord one = new ChangeRecord(UUID.randomUUID(), new ChangeScope.OneToken(hash()));
        ChangeRecord all = new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("Ådä 😀 '\\%_ "));
        ChangeRecord longOwner = new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("😀".repeat(255)));
        ChangeRecord any = new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken());

        store.revoke("ada", "absent", RevocationDetails.at(NOW), one);
        store.revokeAll("Ådä 😀 '\\%_ ", RevocationDetails.at(NOW), all);
        store.revokeAll("ada", RevocationDetails.at(NOW), longOwner);
        store.importAll(sink -> {}, any);

        FeedPage page = reader.read(start);
        assertThat(page.entries())
                .extracting(entry -> new ChangeRecord(entry.position().uid(), entry.scope()))
                .containsExactly(one, all, longOwner, any);
        assertThat(page.head()).isEqualTo(new FeedPosition(4, any.uid()));
        assertThat(follow(start, page)).isEqualTo(page.head());
        assertThat(reader.read(page.head()).entries()).isEmpty();
        assertThat(reader.read(null).entries()).isEmpty();
    }

    @Test
    void change_thatIsUndone_isNotEntered() {
        FeedPosition start = reader.read(null).head();

        assertThatThrownBy(() -> store.importAll(
                        sink -> {
                            throw new IllegalStateException("line 1");
                        },
                        change()))
                .isInstanceOf(IllegalStateException.class);

        assertThat(reader.read(null).head()).isEqualTo(start);
        revoke();
        assertThat(reader.read(null).head().number()).isEqualTo(1);
    }

    @Test
    void changes_ofManyThreads_haveNoGapAndNoneIsOvertaken() throws Exception {
        FeedPosition reached = reader.read(null).head();
        int changes = 200;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<UUID>> made = new ArrayList<>();
            for (int i = 0; i < changes; i++) {
                made.add(threads.submit(this::revoke));
            }
            List<UUID> read = new ArrayList<>();
            while (read.size() < changes) {
                // A change that failed would never be read.
                for (Future<UUID> each : made) {
                    if (each.isDone()) {
                        each.get();
                    }
                }
                FeedPage page = reader.read(reached);
                reached = follow(reached, page);
                page.entries().forEach(entry -> read.add(entry.position().uid()));
            }
            List<UUID> uids = new ArrayList<>();
            for (Future<UUID> each : made) {
                uids.add(each.get(30, TimeUnit.SECONDS));
            }
            assertThat(read).containsExactlyInAnyOrderElementsOf(uids);
            assertThat(reached.number()).isEqualTo(changes);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void change_thatWasBegunFirstAndCommittedLast_comesLast() throws Exception {
        FeedPosition start = reader.read(null).head();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        ChangeRecord slow = change();
        StoredToken token = token();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> importing = thread.submit(() -> store.importAll(
                    sink -> {
                        sink.add(token);
                        begun.complete(null);
                        mayEnd.orTimeout(20, TimeUnit.SECONDS).join();
                    },
                    slow));
            begun.get(20, TimeUnit.SECONDS);

            UUID fast = revoke();

            assertThat(reader.read(start).head().uid()).isEqualTo(fast);
            mayEnd.complete(null);
            importing.get(20, TimeUnit.SECONDS);
            assertThat(reader.read(start).entries())
                    .extracting(entry -> entry.position().uid())
                    .containsExactly(fast, slow.uid());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void read_ofVeryManyChanges_comesInPagesThatGoOn() {
        FeedPosition reached = reader.read(null).head();
        for (int i = 0; i < 1100; i++) {
            revoke();
        }
        int pages = 0;
        FeedPage page;
        do {
            page = reader.read(reached);
            reached = follow(reached, page);
            pages++;
        } while (!page.head().equals(reached));
        assertThat(reached.number()).isEqualTo(1100);
        assertThat(pages).isGreaterThan(1);
    }

    @Test
    void registration_isListedWithWhatWasAcknowledged() {
        reader.register();
        assertThat(feed.nodes(List.of()).nodes()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(node);
            assertThat(row.acknowledged()).isZero();
        });
        assertThat(reader.read(null).registered()).isTrue();
        revoke();
        revoke();
        FeedPosition head = reader.read(null).head();

        assertThat(reader.acknowledge(head)).isTrue();

        assertThat(registration().acknowledged()).isEqualTo(2);
        reader.leave();
        assertThat(feed.nodes(List.of()).nodes()).isEmpty();
        assertThat(reader.read(null).registered()).isFalse();
        reader.leave();
    }

    @Test
    void registration_renewedEitherWay_hasAnotherBeat() {
        reader.register();
        long first = registration().beat();
        assertThat(reader.acknowledge(reader.read(null).head())).isTrue();
        long second = registration().beat();
        reader.register();
        long third = registration().beat();
        reader.leave();
        reader.register();

        assertThat(Set.of(first, second, third, registration().beat())).hasSize(4);
    }

    @Test
    void registration_anew_hasNothingAcknowledged() {
        reader.register();
        revoke();
        reader.acknowledge(reader.read(null).head());

        reader.register();

        assertThat(registration().acknowledged()).isZero();
    }

    @Test
    void registration_outlivesItsReader() {
        reader.register();
        reader.close();
        assertThat(feed.nodes(List.of()).nodes()).hasSize(1);

        reader = feed.open(node);

        assertThat(reader.read(null).registered()).isTrue();
    }

    @Test
    void acknowledgement_ofWhatIsNotInThisHistory_isNotNoted() {
        reader.register();
        revoke();
        RegisteredNode before = registration();

        assertThat(reader.acknowledge(new FeedPosition(1, UUID.randomUUID()))).isFalse();
        assertThat(reader.acknowledge(
                        new FeedPosition(2, reader.read(null).head().uid())))
                .isFalse();

        assertThat(registration()).isEqualTo(before);
    }

    @Test
    void acknowledgement_withoutARegistration_isNotNoted() {
        assertThat(reader.acknowledge(reader.read(null).head())).isFalse();
        assertThat(feed.nodes(List.of()).nodes()).isEmpty();
    }

    /** The head of an empty feed has a uid of its own, which is never an entry. */
    @Test
    void acknowledgement_ofTheFirstHead_isStoredAlthoughAChangeHasFollowed() {
        reader.register();
        FeedPosition firstHead = reader.read(null).head();
        revoke();

        assertThat(reader.acknowledge(firstHead)).isTrue();
        assertThat(reader.acknowledge(new FeedPosition(0, UUID.randomUUID()))).isFalse();

        assertThat(registration().acknowledged()).isZero();
    }

    @Test
    void acknowledgement_ofAPrunedEntry_isStoredUntilItsSuccessorIsPrunedToo() {
        reader.register();
        FeedPosition firstHead = reader.read(null).head();
        revoke();
        FeedPosition pruned = reader.read(null).head();
        feed.prune(pruned);

        assertThat(reader.acknowledge(firstHead)).isFalse();
        assertThat(reader.acknowledge(pruned)).isTrue();
        revoke();
        assertThat(reader.acknowledge(pruned)).isTrue();

        feed.prune(reader.read(null).head());
        assertThat(reader.acknowledge(pruned)).isFalse();
    }

    @Test
    void remove_ofANodeThatHasRenewedItsRegistration_doesNothing() {
        reader.register();
        RegisteredNode seen = registration();
        reader.acknowledge(reader.read(null).head());

        assertThat(feed.remove(seen)).isFalse();
        assertThat(feed.remove(registration())).isTrue();
        assertThat(feed.nodes(List.of()).nodes()).isEmpty();
    }

    @Test
    void nodes_sayWhichOfTheChangesAreThere() {
        UUID first = revoke();
        UUID second = revoke();

        NodeList list = feed.nodes(List.of(second, UUID.randomUUID(), first));

        assertThat(list.numbers()).containsOnly(entry(first, 1), entry(second, 2));
        assertThat(list.head()).isEqualTo(2);
        assertThat(list.server()).isEqualTo(reader.read(null).server());
    }

    @Test
    void prune_takesTheEntriesUpToAPlace_andWhoIsBehindItSeesAGap() {
        FeedPosition start = reader.read(null).head();
        revoke();
        FeedPosition second = new FeedPosition(2, revoke());
        revoke();

        feed.prune(second);

        FeedPage behind = reader.read(start);
        assertThat(behind.entries()).hasSize(1);
        assertThat(behind.entries().get(0).follows(start)).isFalse();
        assertThat(behind.entries().get(0).follows(second)).isTrue();
        assertThat(feed.nodes(List.of(second.uid())).numbers()).isEmpty();
    }

    @Test
    void prune_upToAPlaceOfAnotherHistory_takesNothing() {
        FeedPosition start = reader.read(null).head();
        revoke();
        revoke();

        feed.prune(new FeedPosition(2, UUID.randomUUID()));

        assertThat(reader.read(start).entries()).hasSize(2);
    }

    @Test
    void prune_ofVeryMany_takesThemAll() {
        FeedPosition start = reader.read(null).head();
        for (int i = 0; i < 1100; i++) {
            revoke();
        }
        feed.prune(reader.read(null).head());

        assertThat(reader.read(start).entries()).isEmpty();
    }

    @Test
    void await_withoutAChange_endsWithTheTime() {
        drainHints();
        assertThat(reader.await(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void await_endsEarlyWhenSomethingIsAnnounced() throws Exception {
        drainHints();
        long begin = System.nanoTime();
        CompletableFuture<Void> announcing = CompletableFuture.runAsync(
                feed::announce, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

        reader.await(Duration.ofSeconds(20));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        announcing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void announcement_beforeTheWait_isNotMissed() {
        feed.announce();
        long begin = System.nanoTime();

        reader.await(Duration.ofSeconds(20));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void announcement_wakesEveryReader() {
        try (FeedReader another = feed.open(UUID.randomUUID())) {
            drainHints(another);
            drainHints();
            feed.announce();
            long begin = System.nanoTime();

            reader.await(Duration.ofSeconds(20));
            another.await(Duration.ofSeconds(20));

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void settle_ofAnotherServer_changesNothing() {
        FeedServer before = reader.read(null).server();

        feed.settle("another server");

        assertThat(reader.read(null).server()).isEqualTo(before);
        feed.settle(before.id());
        assertThat(reader.read(null).server()).isEqualTo(before);
    }

    /** A feed may give each new reader a first hint, and what was announced before is not waited for here. */
    private void drainHints() {
        drainHints(reader);
    }

    private static void drainHints(FeedReader reader) {
        while (reader.await(Duration.ofMillis(50))) {
            // There may be another one.
        }
    }

    private RegisteredNode registration() {
        List<RegisteredNode> nodes = feed.nodes(List.of()).nodes();
        assertThat(nodes).hasSize(1);
        return nodes.get(0);
    }

    /** Where a page leads, each of whose entries has to go on where the one before it ended. */
    private static FeedPosition follow(FeedPosition start, FeedPage page) {
        FeedPosition reached = start;
        for (FeedEntry entry : page.entries()) {
            assertThat(entry.follows(reached)).isTrue();
            reached = entry.position();
        }
        return reached;
    }

    private UUID revoke() {
        ChangeRecord change = change();
        store.revoke("ada", "absent", RevocationDetails.at(NOW), change);
        return change.uid();
    }

    private static ChangeRecord change() {
        return new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken());
    }

    private static java.util.Map.Entry<UUID, Long> entry(UUID uid, long number) {
        return java.util.Map.entry(uid, number);
    }

    private StoredToken token() {
        return new StoredToken(Token.builder("slow", "ada", NOW).build(), hash());
    }

    private TokenHash hash() {
        byte[] bytes = new byte[TokenHash.LENGTH];
        random.nextBytes(bytes);
        return TokenHash.of(bytes);
    }
}
