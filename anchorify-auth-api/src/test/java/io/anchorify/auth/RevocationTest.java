package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a call that revokes has returned, the token is refused: cached, being read at that moment, or neither. */
@Timeout(30)
class RevocationTest {

    private final ProbedStore store = new ProbedStore();
    private final TokenService tokens = TokenService.builder(store).build();
    private final IssuedToken laptop = tokens.issue("ada", "laptop");

    /** The calls that revoke; each has to keep the same promise. */
    enum Way {
        ONE {
            @Override
            void revoke(TokenService tokens, IssuedToken token) {
                assertThat(tokens.revoke(token.token().owner(), token.id()).outcome())
                        .isEqualTo(Revocation.Outcome.REVOKED);
            }
        },
        ALL {
            @Override
            void revoke(TokenService tokens, IssuedToken token) {
                assertThat(tokens.revokeAll(token.token().owner()).revoked()).isEqualTo(1);
            }
        },
        IMPORT {
            @Override
            void revoke(TokenService tokens, IssuedToken token) {
                List<StoredToken> rows = new ArrayList<>();
                tokens.exportTokens(rows::add);
                assertThat(tokens.importTokens(sink -> rows.forEach(row -> sink.add(revoked(row))))
                                .counts())
                        .isEqualTo(new ImportCounts(0, 1, 0));
            }
        };

        abstract void revoke(TokenService tokens, IssuedToken token);
    }

    @ParameterizedTest
    @EnumSource
    void revoked_cachedToken_isRefusedAtOnce(Way way) {
        assertAccepted();
        assertAccepted();
        assertThat(store.finds).hasValue(1);

        way.revoke(tokens, laptop);

        assertThat(authenticate()).isEqualTo(Rejected.REVOKED);
    }

    @ParameterizedTest
    @EnumSource
    void revoked_tokenWhoseLookupHasReadButNotStored_isNotCachedByIt(Way way) throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch mayStore = new CountDownLatch(1);
        store.afterFind = onlyOnce(() -> {
            hasRead.countDown();
            await(mayStore);
        });
        CompletableFuture<Authentication> inFlight = CompletableFuture.supplyAsync(this::authenticate);
        await(hasRead);

        way.revoke(tokens, laptop);

        // The old lookup is still there to be joined; who comes now must not take its answer.
        assertThat(authenticate()).isEqualTo(Rejected.REVOKED);
        mayStore.countDown();
        // That request began before the revocation, so either answer would have been right for it.
        assertThat(inFlight.get(10, TimeUnit.SECONDS)).isInstanceOf(Authenticated.class);
        assertThat(authenticate()).isEqualTo(Rejected.REVOKED);
    }

    @Test
    void revoke_ofAnotherOwnersToken_changesNothing() {
        assertAccepted();

        assertThat(tokens.revoke("grace", laptop.id())).isEqualTo(tokens.revoke("grace", "no-such-token"));
        assertThat(tokens.revoke("grace", laptop.id()).found()).isFalse();
        assertAccepted();
    }

    @Test
    void revoke_twice_saysSoAndKeepsTheFirstTime() {
        tokens.revoke("ada", laptop.id());
        Instant first = tokens.find("ada", laptop.id()).orElseThrow().revokedAt();

        Revocation second = tokens.revoke("ada", laptop.id());

        assertThat(second.outcome()).isEqualTo(Revocation.Outcome.ALREADY_REVOKED);
        assertThat(second.found()).isTrue();
        assertThat(tokens.find("ada", laptop.id()).orElseThrow().revokedAt()).isEqualTo(first);
    }

    @Test
    void revoke_thatLostTheRace_alsoReturnsOnlyWhenTheTokenIsRefused() throws Exception {
        assertAccepted();
        CountDownLatch committed = new CountDownLatch(1);
        CountDownLatch mayDrop = new CountDownLatch(1);
        store.afterRevoke = onlyOnce(() -> {
            committed.countDown();
            await(mayDrop);
        });
        CompletableFuture<Revocation> winner = CompletableFuture.supplyAsync(() -> tokens.revoke("ada", laptop.id()));
        await(committed);

        assertThat(tokens.revoke("ada", laptop.id()).outcome()).isEqualTo(Revocation.Outcome.ALREADY_REVOKED);
        assertThat(authenticate()).isEqualTo(Rejected.REVOKED);

        mayDrop.countDown();
        assertThat(winner.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Revocation.Outcome.REVOKED);
    }

    @Test
    void revoke_whoseCommitIsUncertain_failsAndAsksTheStoreAgain() {
        assertAccepted();
        store.afterRevoke = () -> {
            throw new TokenStoreException("The connection broke behind the commit", null);
        };

        assertThatThrownBy(() -> tokens.revoke("ada", laptop.id())).isInstanceOf(TokenStoreException.class);

        assertThat(authenticate()).isEqualTo(Rejected.REVOKED);
    }

    @Test
    void revokeAll_leavesOtherOwnersTokensCached() {
        IssuedToken other = tokens.issue("grace", "phone");
        tokens.authenticate(other.secret().reveal());
        assertAccepted();
        int findsBefore = store.finds.get();

        assertThat(tokens.revokeAll("ada").revoked()).isEqualTo(1);

        assertThat(tokens.authenticate(other.secret().reveal())).isInstanceOf(Authenticated.class);
        assertThat(store.finds).hasValue(findsBefore);
    }

    @Test
    void fence_beingHeldByAStore_isMovedOnlyAfterIt() throws Exception {
        Fence fence = new Fence();
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch mayStore = new CountDownLatch(1);
        long before = fence.position();
        CompletableFuture<Void> store = CompletableFuture.runAsync(() -> fence.ifUnmoved(before, () -> {
            storing.countDown();
            await(mayStore);
        }));
        await(storing);
        Thread mover = new Thread(fence::move);
        mover.start();
        Awaitility.await().until(() -> mover.getState() == Thread.State.WAITING);
        assertThat(fence.position()).isEqualTo(before);

        mayStore.countDown();
        store.get(10, TimeUnit.SECONDS);
        mover.join(Duration.ofSeconds(10).toMillis());
        assertThat(fence.position()).isNotEqualTo(before);
        fence.ifUnmoved(before, () -> {
            throw new AssertionError("The fence has moved");
        });
    }

    @Test
    void import_ofATokenThatWasJustRefusedAsUnknown_worksAtOnce() {
        try (TokenService elsewhere =
                TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken moved = elsewhere.issue("ada", "moved");
            assertThat(tokens.authenticate(moved.secret().reveal())).isEqualTo(Rejected.UNKNOWN);
            assertThat(tokens.authenticate(moved.secret().reveal())).isEqualTo(Rejected.UNKNOWN);

            tokens.importTokens(sink -> elsewhere.exportTokens(sink::add));

            assertThat(tokens.authenticate(moved.secret().reveal())).isInstanceOf(Authenticated.class);
        }
    }

    @Test
    void import_thatFailsBehindItsCommit_asksTheStoreAgain() {
        assertAccepted();
        store.afterRevoke = () -> {
            throw new TokenStoreException("The connection broke behind the commit", null);
        };
        List<StoredToken> rows = new ArrayList<>();
        tokens.exportTokens(rows::add);

        assertThatThrownBy(() -> tokens.importTokens(sink -> rows.forEach(row -> sink.add(revoked(row)))))
                .isInstanceOf(TokenStoreException.class);

        assertThat(authenticate()).isEqualTo(Rejected.REVOKED);
    }

    @Test
    void export_handsOutLastUsesThatWaitToBeWritten() {
        assertAccepted();
        List<StoredToken> rows = new ArrayList<>();

        assertThat(tokens.exportTokens(rows::add)).isEqualTo(1);

        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.token().lastUsedAt()).isNotNull());
    }

    @Test
    void export_ofMoreThanAPage_handsOutEachTokenOnce() {
        for (int i = 0; i < 2500; i++) {
            tokens.issue("ada", "t" + i);
        }
        List<StoredToken> rows = new ArrayList<>();

        assertThat(tokens.exportTokens(rows::add)).isEqualTo(2501);

        assertThat(rows)
                .extracting(row -> row.token().id())
                .doesNotHaveDuplicates()
                .isSorted()
                .hasSize(2501);
    }

    private static StoredToken revoked(StoredToken row) {
        Token t = row.token();
        Instant now = Instant.parse("2026-03-29T01:30:00Z");
        Token revoked =
                new Token(t.id(), t.owner(), t.label(), t.scopes(), t.createdAt(), t.expiresAt(), t.lastUsedAt(), now);
        return new StoredToken(revoked, row.hash());
    }

    private void assertAccepted() {
        assertThat(authenticate()).isInstanceOf(Authenticated.class);
    }

    private Authentication authenticate() {
        return tokens.authenticate(laptop.secret().reveal());
    }

    private static Runnable onlyOnce(Runnable action) {
        AtomicReference<Runnable> next = new AtomicReference<>(action);
        return () -> {
            Runnable first = next.getAndSet(() -> {});
            if (first != null) {
                first.run();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
