package io.anchorify.auth.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.ChangeStats;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.testing.TestTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangeCommitterTest {

    private static final ChangeScope SCOPE = new ChangeScope.TokensOf("ada");
    private static final Receipt RECEIPT = new Receipt(TestTime.START, TestTime.START, 1, 0, false);

    private final List<String> events = new ArrayList<>();
    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    private final ChangeCommitter changes = new ChangeCommitter(
            new CacheInvalidator() {
                @Override
                public void invalidate(ChangeScope scope) {
                    events.add("invalidate");
                }

                @Override
                public void invalidateAll() {
                    events.add("invalidate all");
                }
            },
            (change, committedAt) -> {
                events.add("wait");
                return receipt;
            },
            new TestTime().clocks());

    @Test
    void make_commits_invalidates_andThenWaits() {
        CompletableFuture<String> result = make("revoked");
        assertThat(events).containsExactly("commit", "invalidate", "wait");
        assertThat(result).isNotDone();

        receipt.complete(RECEIPT);

        assertThat(result).isCompletedWithValue("revoked");
        assertThat(changes.stats()).isEqualTo(new ChangeStats(1, 0, 0));
    }

    /** The change may have been committed all the same. */
    @Test
    void make_whoseCommitFails_invalidatesAndRethrows() {
        UncertainCommitException lost = new UncertainCommitException("The test broke the store", null);

        assertThatThrownBy(() -> changes.make(
                        SCOPE,
                        change -> {
                            throw lost;
                        },
                        (count, done) -> count))
                .isSameAs(lost);

        assertThat(events).containsExactly("invalidate");
        assertThat(changes.stats()).isEqualTo(new ChangeStats(0, 0, 1));
    }

    @Test
    void await_ofALostChange_throwsWhatTheStoreReported() {
        CompletableFuture<String> result = make("revoked");
        receipt.completeExceptionally(new TokenStoreException("The change was lost", null));

        assertThatThrownBy(() -> ChangeCommitter.await(result))
                .isInstanceOf(TokenStoreException.class)
                .hasMessage("The change was lost");
        assertThat(changes.stats()).isEqualTo(new ChangeStats(0, 0, 1));
    }

    @Test
    void await_interrupted_keepsTheInterrupt() {
        CompletableFuture<String> result = make("revoked");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ChangeCommitter.await(result)).isInstanceOf(TokenStoreException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private CompletableFuture<String> make(String outcome) {
        return changes.make(
                SCOPE,
                change -> {
                    events.add("commit");
                    return outcome;
                },
                (committed, done) -> committed);
    }
}
