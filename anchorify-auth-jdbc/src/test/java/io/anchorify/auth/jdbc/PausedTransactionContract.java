package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.RevocationDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process pauses between the last statement of a transaction and its commit. */
@Timeout(60)
abstract class PausedTransactionContract {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    abstract TestTables newTables();

    @Test
    void process_pausedBeforeItsCommit_blocksOthersForSecondsOnly() throws Exception {
        CompletableFuture<Void> paused = new CompletableFuture<>();
        CompletableFuture<Void> resumed = new CompletableFuture<>();
        TestTables tables = newTables();
        try (JdbcTokenStore other = tables.connect().createSchema()) {
            other.insert(token(null));
            FailingCommit commit = new FailingCommit(other.dataSource(), connection -> {
                paused.complete(null);
                resumed.orTimeout(40, TimeUnit.SECONDS).join();
                connection.commit();
            });
            JdbcTokenStore store = JdbcTokenStore.on(commit.dataSource()).tablePrefix(tables.prefix());
            CompletableFuture<Boolean> revocation = CompletableFuture.supplyAsync(
                    () -> store.revoke("ada", "laptop", RevocationDetails.at(NOW), change()),
                    task -> new Thread(task).start());
            paused.get(20, TimeUnit.SECONDS);

            long began = System.nanoTime();
            other.revoke("grace", "absent", RevocationDetails.at(NOW), change());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));

            resumed.complete(null);
            assertThatThrownBy(() -> revocation.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TokenStoreException.class)
                    .hasMessageContaining("Nothing was changed");
            assertThat(other.find("ada", "laptop").orElseThrow().token().revokedAt())
                    .isNull();
        } finally {
            resumed.complete(null);
        }
    }

    @Test
    void importingProcess_pausedInItsSource_blocksOthersForSecondsOnly() throws Exception {
        CompletableFuture<Void> paused = new CompletableFuture<>();
        CompletableFuture<Void> resumed = new CompletableFuture<>();
        try (JdbcTokenStore store = newTables().connect().createSchema()) {
            store.insert(token(null));
            CompletableFuture<?> importing = CompletableFuture.supplyAsync(
                    () -> store.importAll(
                            sink -> {
                                sink.add(token(NOW));
                                // The same token again, so that the first one is written.
                                sink.add(token(NOW));
                                paused.complete(null);
                                resumed.orTimeout(40, TimeUnit.SECONDS).join();
                            },
                            change()),
                    task -> new Thread(task).start());
            paused.get(20, TimeUnit.SECONDS);

            long began = System.nanoTime();
            assertThat(store.revoke("ada", "laptop", RevocationDetails.at(NOW), change()))
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));

            resumed.complete(null);
            assertThatThrownBy(() -> importing.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TokenStoreException.class);
        } finally {
            resumed.complete(null);
        }
    }

    private static StoredToken token(@Nullable Instant revokedAt) {
        Token token = Token.builder("laptop", "ada", NOW.minusSeconds(1))
                .revokedAt(revokedAt)
                .build();
        return new StoredToken(token, TokenHash.of(new byte[TokenHash.LENGTH]));
    }

    private static ChangeRecord change() {
        return new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken());
    }
}
