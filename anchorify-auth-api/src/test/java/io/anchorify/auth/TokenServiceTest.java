package io.anchorify.auth;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.EndingOperation;
import io.anchorify.auth.testing.ProbedStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once a revocation has returned, the token is rejected, whether it was cached, being loaded, or neither. */
@Timeout(30)
class TokenServiceTest {

    private final ProbedStore store = new ProbedStore();
    private final TokenService tokens = TokenService.builder(store).build();
    private final IssuedToken laptop = tokens.issue("ada", "laptop");

    @ParameterizedTest
    @EnumSource
    void revoked_cachedToken_isRejected(EndingOperation operation) {
        assertAccepted();
        assertAccepted();
        assertThat(store.finds).hasValue(1);

        operation.end(tokens, laptop);

        assertThat(authenticate()).matches(rejectedFor(operation.reason()));
    }

    @ParameterizedTest
    @EnumSource
    void revoked_tokenBetweenReadAndPut_isNotCached(EndingOperation operation) throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch mayStore = new CountDownLatch(1);
        store.afterFind = onlyOnce(() -> {
            hasRead.countDown();
            await(mayStore);
        });
        CompletableFuture<Authentication> inFlight = CompletableFuture.supplyAsync(this::authenticate);
        await(hasRead);

        operation.end(tokens, laptop);

        // The old lookup is still pending. A request that starts now must not take its result.
        assertThat(authenticate()).matches(rejectedFor(operation.reason()));
        mayStore.countDown();
        // That request started before the revocation, so either answer is correct.
        assertThat(inFlight.get(10, TimeUnit.SECONDS)).isInstanceOf(Authenticated.class);
        assertThat(authenticate()).matches(rejectedFor(operation.reason()));
    }

    @Test
    void revoke_ofAnotherOwnersToken_changesNothing() {
        assertAccepted();

        assertThat(tokens.revoke("grace", laptop.id())).isEqualTo(tokens.revoke("grace", "no-such-token"));
        assertThat(tokens.revoke("grace", laptop.id()).found()).isFalse();
        assertAccepted();
    }

    @Test
    void revoke_twice_reportsItAndKeepsTheFirstTime() {
        tokens.revoke("ada", laptop.id());
        Instant first = tokens.find("ada", laptop.id()).orElseThrow().revokedAt();

        Revocation second = tokens.revoke("ada", laptop.id());

        assertThat(second.outcome()).isEqualTo(Revocation.Outcome.ALREADY_REVOKED);
        assertThat(second.found()).isTrue();
        assertThat(tokens.find("ada", laptop.id()).orElseThrow().revokedAt()).isEqualTo(first);
    }

    @Test
    void revoke_thatLostTheRace_returnsOnlyWhenTheTokenIsRejected() throws Exception {
        assertAccepted();
        CountDownLatch committed = new CountDownLatch(1);
        CountDownLatch mayInvalidate = new CountDownLatch(1);
        store.afterChange = onlyOnce(() -> {
            committed.countDown();
            await(mayInvalidate);
        });
        CompletableFuture<Revocation> winner = CompletableFuture.supplyAsync(() -> tokens.revoke("ada", laptop.id()));
        await(committed);

        assertThat(tokens.revoke("ada", laptop.id()).outcome()).isEqualTo(Revocation.Outcome.ALREADY_REVOKED);
        assertThat(authenticate()).matches(rejectedFor(RejectionReason.REVOKED));

        mayInvalidate.countDown();
        assertThat(winner.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Revocation.Outcome.REVOKED);
    }

    @Test
    void revoke_whoseCommitIsUncertain_failsAndInvalidatesTheCache() {
        assertAccepted();
        store.afterChange = () -> {
            throw new TokenStoreException("The connection broke after the commit", null);
        };

        assertThatThrownBy(() -> tokens.revoke("ada", laptop.id())).isInstanceOf(TokenStoreException.class);

        assertThat(authenticate()).matches(rejectedFor(RejectionReason.REVOKED));
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
    void tokenId_ofAnyForm_isLookedUpSafely() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            for (String id : new String[] {"", "../..", "a b", "\u0000", "x".repeat(65), "ä"}) {
                assertThat(tokens.find("ada", id)).isEmpty();
                assertThat(tokens.revoke("ada", id).outcome()).isEqualTo(Revocation.Outcome.NOT_FOUND);
            }
            assertThat(tokens.find("", "x")).isEmpty();
            assertThat(tokens.revokeAll("")).isEqualTo(new BulkRevocation(0, null));
        }
    }

    @Test
    void secretsAndHashes_areNotPrinted() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken laptop = tokens.issue("ada", "laptop");
            List<StoredToken> rows = new ArrayList<>();
            tokens.exportTokens(rows::add);
            TokenHash hash = rows.get(0).hash();
            String printed = laptop + " " + laptop.secret() + " " + hash + " " + new StoredToken(laptop.token(), hash)
                    + " " + tokens.authenticate(laptop.secret().reveal());

            assertThat(printed)
                    .contains("redacted")
                    .doesNotContain(laptop.secret().reveal().substring(3))
                    .doesNotContainIgnoringCase(HexFormat.of().formatHex(hash.bytes(), 0, 8));
        }
    }

    @Test
    void import_ofATokenJustRejectedAsUnknown_isEffectiveImmediately() {
        try (TokenService elsewhere =
                TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken moved = elsewhere.issue("ada", "moved");
            assertThat(tokens.authenticate(moved.secret().reveal())).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
            assertThat(tokens.authenticate(moved.secret().reveal())).isEqualTo(new Rejected(RejectionReason.UNKNOWN));

            tokens.importTokens(sink -> elsewhere.exportTokens(sink::add));

            assertThat(tokens.authenticate(moved.secret().reveal())).isInstanceOf(Authenticated.class);
        }
    }

    @Test
    void import_thatFailsAfterItsCommit_invalidatesTheCache() {
        assertAccepted();
        store.afterChange = () -> {
            throw new TokenStoreException("The connection broke after the commit", null);
        };
        List<StoredToken> rows = new ArrayList<>();
        tokens.exportTokens(rows::add);

        assertThatThrownBy(() -> tokens.importTokens(sink -> rows.forEach(row -> sink.add(revoked(row)))))
                .isInstanceOf(TokenStoreException.class);

        assertThat(authenticate()).matches(rejectedFor(RejectionReason.REVOKED));
    }

    @Test
    void export_includesPendingLastUsedTimes() {
        assertAccepted();
        List<StoredToken> rows = new ArrayList<>();

        assertThat(tokens.exportTokens(rows::add)).isEqualTo(1);

        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.token().lastUsedAt()).isNotNull());
    }

    @Test
    void export_ofMoreThanAPage_containsEachTokenOnce() {
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
        Token revoked = Token.builder(t.id(), t.owner(), t.createdAt())
                .label(t.label())
                .scopes(t.scopes())
                .expiresAt(t.expiresAt())
                .lastUsedAt(t.lastUsedAt())
                .revokedAt(now)
                .build();
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
