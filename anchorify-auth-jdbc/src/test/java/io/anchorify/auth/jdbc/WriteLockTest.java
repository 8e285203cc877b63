package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.RegisteredNode;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.Succession;
import io.anchorify.auth.spi.TokenUse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriteLockTest {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    @TempDir
    private Path directory;

    @Test
    void hold_byAnInterruptedThread_waitsAndKeepsTheInterrupt() {
        WriteLock lock = WriteLock.ofFile(file());
        AtomicBoolean interrupted = new AtomicBoolean();
        Duration waited = waited(lock, () -> {
            Thread.currentThread().interrupt();
            lock.hold(() -> true);
            interrupted.set(Thread.interrupted());
            return true;
        });

        assertThat(waited).isGreaterThanOrEqualTo(LONGEST_WAIT);
        assertThat(interrupted).isTrue();
    }

    @Test
    void inMemoryDatabase_hasNoLock() throws Exception {
        try (Connection connection = TestTables.inH2().connection()) {
            assertThat(new H2Dialect().writeLock(connection)).isSameAs(WriteLock.none());
        }
    }

    /** Two spellings, because the second store of a file may have another URL. */
    @Test
    void storesOfOneFile_shareItsLock() throws Exception {
        String file = file();
        try (Connection one = new TestTables("jdbc:h2:async:" + file, "", "", "a_").connection();
                Connection other =
                        new TestTables("jdbc:h2:async:" + file + ";WRITE_DELAY=0", "", "", "b_").connection()) {
            assertThat(new H2Dialect().writeLock(one)).isSameAs(new H2Dialect().writeLock(other));
        }
    }

    /** Each write is slow because the lock is held until it has ended. A write that ignores the lock takes milliseconds. */
    @Test
    void everyWrite_waitsForTheLock() throws Exception {
        TestTables tables = new TestTables("jdbc:h2:" + file(), "", "", "anchorify_");
        try (JdbcTokenStore store = tables.connect().createSchema();
                Connection connection =
                        new TestTables("jdbc:h2:async:" + url(tables), "", "", "anchorify_").connection()) {
            WriteLock lock = new H2Dialect().writeLock(connection);
            Map<String, Duration> waited = new TreeMap<>();
            writes(store).forEach((name, write) -> waited.put(name, waited(lock, write)));

            assertThat(waited)
                    .allSatisfy((name, time) -> assertThat(time).as(name).isGreaterThanOrEqualTo(LONGEST_WAIT));
        }
    }

    private static String url(TestTables tables) {
        return tables.url().substring("jdbc:h2:".length());
    }

    private static Map<String, Supplier<?>> writes(JdbcTokenStore store) {
        Instant now = Instant.now();
        ChangeFeed feed = store.changeFeed().orElseThrow();
        store.revokeAll("ada", RevocationDetails.at(now), change());
        store.insert(ended());
        FeedReader reader = feed.open(UUID.randomUUID());
        FeedPosition head = reader.read(null).head();
        return Map.ofEntries(
                Map.entry("insert", () -> store.insert(token("id"))),
                Map.entry("revoke", () -> store.revoke("ada", "id", RevocationDetails.at(now), change())),
                Map.entry("revokeAll", () -> store.revokeAll("ada", RevocationDetails.at(now), change())),
                Map.entry("insertLimited", () -> store.insert(token("limited"), 9, ActiveRule.at(now))),
                Map.entry(
                        "revokeByQuery",
                        () -> store.revoke(
                                TokenQuery.all(), ActiveRule.at(now), 9, RevocationDetails.at(now), change())),
                Map.entry(
                        "rotate",
                        () -> store.rotate(
                                new Succession(successor("id"), now, true, null), ActiveRule.at(now), change())),
                Map.entry("rename", () -> store.rename("ada", "id", "label", change())),
                Map.entry("erase", () -> store.erase("grace", change())),
                Map.entry("import", () -> store.importAll(sink -> sink.add(token("imported")), change())),
                Map.entry("recordUses", done(() -> store.recordUses(List.of(new TokenUse("id", now)), Instant.now()))),
                Map.entry(
                        "recordRefusals",
                        () -> store.recordRefusals(List.of(new TokenUse("id", now)), Duration.ofMinutes(1), now)),
                Map.entry("purge", () -> store.purge(now)),
                Map.entry("register", done(reader::register)),
                Map.entry("acknowledge", () -> reader.acknowledge(head)),
                Map.entry("leave", done(reader::leave)),
                Map.entry("remove", () -> feed.remove(new RegisteredNode(UUID.randomUUID(), 0, 0))),
                Map.entry("prune", done(() -> feed.prune(head))),
                Map.entry("settle", done(() -> feed.settle("h2"))));
    }

    private static Supplier<Boolean> done(Runnable write) {
        return () -> {
            write.run();
            return true;
        };
    }

    /** A token that a purge deletes. */
    private static StoredToken ended() {
        StoredToken active = token("ended");
        return new StoredToken(
                active.token().toBuilder().revokedAt(Instant.EPOCH).build(), active.hash());
    }

    private static StoredToken successor(String id) {
        Token token = token("successor").token().toBuilder().predecessorId(id).build();
        return new StoredToken(token, TokenHash.of(new byte[TokenHash.LENGTH]));
    }

    private static StoredToken token(String id) {
        byte[] hash = new byte[TokenHash.LENGTH];
        hash[0] = (byte) id.length();
        Token token = Token.builder(id, "ada", Instant.EPOCH).build();
        return new StoredToken(token, TokenHash.of(hash));
    }

    private static ChangeRecord change() {
        return new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("ada"));
    }

    /** How long the write takes on another thread while this one holds the lock. */
    private static Duration waited(WriteLock lock, Supplier<?> write) {
        return lock.hold(() -> {
            long start = System.nanoTime();
            CompletableFuture.supplyAsync(write).join();
            return Duration.ofNanos(System.nanoTime() - start);
        });
    }

    private String file() {
        return directory.resolve(UUID.randomUUID().toString()).toString();
    }
}
