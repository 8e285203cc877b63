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
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two services on one database, each with a cache: what one changes holds on the other when the call has returned. */
@Timeout(60)
class NodesTest {

    private static final AtomicInteger STORES = new AtomicInteger();

    /** The databases, each with a way to a store on one new set of tables. */
    enum Place {
        H2 {
            @Override
            Supplier<JdbcTokenStore> stores() {
                String url = "jdbc:h2:mem:" + UUID.randomUUID();
                return () -> JdbcTokenStore.connect(url);
            }
        },
        POSTGRESQL {
            @Override
            Supplier<JdbcTokenStore> stores() {
                return on(DatabaseServer.postgres());
            }
        },
        MARIADB {
            @Override
            Supplier<JdbcTokenStore> stores() {
                return on(DatabaseServer.mariaDb());
            }
        };

        abstract Supplier<JdbcTokenStore> stores();

        private static Supplier<JdbcTokenStore> on(DatabaseServer server) {
            String prefix = "nodes_" + STORES.incrementAndGet() + "_";
            return () -> JdbcTokenStore.connect(server.url(), server.user(), server.password())
                    .tablePrefix(prefix);
        }
    }

    @ParameterizedTest
    @EnumSource
    void revocations_ofEveryKind_holdOnTheOtherNodeWhenTheyReturn(Place place) {
        Supplier<JdbcTokenStore> stores = place.stores();
        try (TokenService here = service(stores);
                TokenService there = service(stores)) {
            for (int round = 0; round < 20; round++) {
                IssuedToken laptop = here.issue("ada", "laptop");
                IssuedToken phone = here.issue("ada", "phone");
                beginToFollow(here, laptop);
                beginToFollow(there, laptop);
                beginToFollow(there, phone);

                Receipt one = here.revoke("ada", laptop.id()).receipt();

                assertThat(authenticate(there, laptop)).isEqualTo(new Rejected(RejectionReason.REVOKED));
                assertThat(authenticate(there, phone)).isInstanceOf(Authenticated.class);
                assertThat(one).satisfies(receipt -> {
                    assertThat(receipt.acknowledged()).isEqualTo(2);
                    assertThat(receipt.waitedOut()).isZero();
                    assertThat(Duration.between(receipt.committedAt(), receipt.effectiveAt()))
                            .isBetween(Duration.ZERO, Duration.ofSeconds(2));
                });
                Receipt all = here.revokeAll("ada").receipt();
                assertThat(authenticate(there, phone)).isEqualTo(new Rejected(RejectionReason.REVOKED));
                assertThat(all)
                        .satisfies(receipt -> assertThat(receipt.acknowledged()).isEqualTo(2));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void import_holdsOnTheOtherNodeWhenItReturns(Place place) {
        Supplier<JdbcTokenStore> stores = place.stores();
        Supplier<JdbcTokenStore> elsewhere = Place.H2.stores();
        try (TokenService here = service(stores);
                TokenService there = service(stores);
                TokenService source = service(elsewhere)) {
            IssuedToken known = here.issue("ada", "known");
            IssuedToken moved = source.issue("ada", "moved");
            beginToFollow(there, known);
            assertThat(authenticate(there, moved)).isEqualTo(new Rejected(RejectionReason.UNKNOWN));
            List<StoredToken> rows = new ArrayList<>();
            source.exportTokens(rows::add);

            Receipt receipt = here.importTokens(sink -> rows.forEach(sink::add)).receipt();

            assertThat(receipt.waitedOut()).isZero();
            assertThat(authenticate(there, moved)).isInstanceOf(Authenticated.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void revokeAsync_isCompletedWhenItHoldsOnTheOtherNode(Place place) throws Exception {
        Supplier<JdbcTokenStore> stores = place.stores();
        try (TokenService here = service(stores);
                TokenService there = service(stores)) {
            IssuedToken laptop = here.issue("ada", "laptop");
            beginToFollow(there, laptop);

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

    @ParameterizedTest
    @EnumSource
    void node_thatHasLeft_isWaitedForByNobody(Place place) {
        Supplier<JdbcTokenStore> stores = place.stores();
        try (TokenService here = service(stores)) {
            IssuedToken laptop = here.issue("ada", "laptop");
            beginToFollow(here, laptop);
            TokenService there = service(stores);
            beginToFollow(there, laptop);
            there.close();

            Receipt receipt = here.revoke("ada", laptop.id()).receipt();

            assertThat(receipt).satisfies(r -> {
                assertThat(r.acknowledged()).isEqualTo(1);
                assertThat(r.waitedOut()).isZero();
            });
        }
    }

    private static TokenService service(Supplier<JdbcTokenStore> stores) {
        return TokenService.builder(stores.get().createSchema()).build();
    }

    /** Until it answers from its cache. */
    private static void beginToFollow(TokenService service, IssuedToken token) {
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
