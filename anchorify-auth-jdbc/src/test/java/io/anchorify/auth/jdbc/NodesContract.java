package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Revocation;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two services share a database, each with a cache: a change is effective on both when the call returns. */
@Timeout(60)
abstract class NodesContract {

    /** A change that is not acknowledged waits for longer. */
    private static final Duration LONGEST_TERM = Duration.ofSeconds(3);

    abstract TestTables newTables();

    @Test
    void revocation_ofOneAndOfAll_isEffectiveOnTheOtherNodeWhenItReturns() {
        TestTables tables = newTables();
        try (TokenService here = service(tables);
                TokenService there = service(tables)) {
            for (int round = 0; round < 20; round++) {
                IssuedToken laptop = here.issue("ada", "laptop");
                IssuedToken phone = here.issue("ada", "phone");
                cache(here, laptop);
                cache(there, laptop);
                cache(there, phone);

                Receipt one = here.revoke("ada", laptop.id()).receipt();

                assertThat(authenticate(there, laptop)).isEqualTo(new Rejected(RejectionReason.REVOKED));
                assertThat(authenticate(there, phone)).isInstanceOf(Authenticated.class);
                assertAcknowledgedBy(2, one);
                Receipt all = here.revokeAll("ada").receipt();
                assertThat(authenticate(there, phone)).isEqualTo(new Rejected(RejectionReason.REVOKED));
                assertAcknowledgedBy(2, all);
            }
        }
    }

    @Test
    void import_ofAnUnknownToken_isEffectiveOnTheOtherNodeWhenItReturns() {
        TestTables tables = newTables();
        TestTables elsewhere = TestTables.inH2();
        try (TokenService here = service(tables);
                TokenService there = service(tables);
                TokenService source = service(elsewhere)) {
            IssuedToken known = here.issue("ada", "known");
            IssuedToken moved = source.issue("ada", "moved");
            cache(there, known);
            assertThat(authenticate(there, moved)).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
            List<StoredToken> rows = new ArrayList<>();
            source.exportTokens(rows::add);

            Receipt receipt = here.importTokens(sink -> rows.forEach(sink::add)).receipt();

            assertThat(took(receipt)).isLessThan(LONGEST_TERM);
            assertThat(authenticate(there, moved)).isInstanceOf(Authenticated.class);
        }
    }

    @Test
    void revokeAsync_whenCompleted_isEffectiveOnTheOtherNode() throws Exception {
        TestTables tables = newTables();
        try (TokenService here = service(tables);
                TokenService there = service(tables)) {
            IssuedToken laptop = here.issue("ada", "laptop");
            cache(there, laptop);

            Authentication after = here.revokeAsync("ada", laptop.id())
                    .thenApply(revocation -> {
                        assertThat(revocation.outcome()).isEqualTo(Revocation.Outcome.REVOKED);
                        return authenticate(there, laptop);
                    })
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);

            assertThat(after).isEqualTo(new Rejected(RejectionReason.REVOKED));
        }
    }

    @Test
    void revoke_afterAnotherNodeHasLeft_doesNotWaitForIt() {
        TestTables tables = newTables();
        try (TokenService here = service(tables)) {
            IssuedToken laptop = here.issue("ada", "laptop");
            cache(here, laptop);
            TokenService there = service(tables);
            cache(there, laptop);
            there.close();

            Receipt receipt = here.revoke("ada", laptop.id()).receipt();

            assertAcknowledgedBy(1, receipt);
        }
    }

    private static void assertAcknowledgedBy(int nodes, @Nullable Receipt receipt) {
        assertThat(receipt).isNotNull();
        assertThat(receipt.acknowledged()).isEqualTo(nodes);
        assertThat(took(receipt)).isBetween(Duration.ZERO, LONGEST_TERM);
    }

    private static Duration took(Receipt receipt) {
        return Duration.between(receipt.committedAt(), receipt.effectiveAt());
    }

    private static TokenService service(TestTables tables) {
        return TokenService.builder(tables.connect().createSchema()).build();
    }

    /** Waits until the service authenticates the token from its cache. */
    private static void cache(TokenService service, IssuedToken token) {
        assertThat(authenticate(service, token)).isInstanceOf(Authenticated.class);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> service.stats().node().termValid());
        assertThat(authenticate(service, token)).isInstanceOf(Authenticated.class);
    }

    private static Authentication authenticate(TokenService service, IssuedToken token) {
        return service.authenticate(token.secret().reveal());
    }
}
