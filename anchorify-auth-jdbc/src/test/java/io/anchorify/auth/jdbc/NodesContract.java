package io.anchorify.auth.jdbc;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Revocation;
import io.anchorify.auth.Rotation;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenEvent;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.testing.EndingOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two services share a database, each with a cache: a change is effective on both when the call returns. */
@Timeout(60)
abstract class NodesContract {

    /** A change that is not acknowledged waits for longer. */
    private static final Duration LONGEST_TERM = Duration.ofSeconds(3);

    abstract TestTables newTables();

    @ParameterizedTest
    @EnumSource
    void operationThatEndsAToken_isEffectiveOnTheOtherNodeWhenItReturns(EndingOperation operation) {
        TestTables tables = newTables();
        try (TokenService here = service(tables);
                TokenService there = service(tables)) {
            for (int round = 0; round < 5; round++) {
                IssuedToken laptop = here.issue("ada", "laptop");
                cache(here, laptop);
                cache(there, laptop);

                Receipt receipt = operation.end(here, laptop);

                assertThat(authenticate(there, laptop)).matches(rejectedFor(operation.reason()));
                assertAcknowledgedBy(2, receipt);
            }
        }
    }

    @Test
    void revocation_ofOneToken_keepsTheOthers() {
        TestTables tables = newTables();
        try (TokenService here = service(tables);
                TokenService there = service(tables)) {
            IssuedToken laptop = here.issue("ada", "laptop");
            IssuedToken phone = here.issue("ada", "phone");
            cache(there, laptop);
            cache(there, phone);

            here.revoke("ada", laptop.id());

            assertThat(authenticate(there, laptop)).matches(rejectedFor(RejectionReason.REVOKED));
            assertThat(authenticate(there, phone)).isInstanceOf(Authenticated.class);
        }
    }

    @Test
    void rotation_withAGracePeriod_keepsBothUntilItIsOver() {
        TestTables tables = newTables();
        try (TokenService here = service(tables);
                TokenService there = service(tables)) {
            IssuedToken before = here.issue("ada", "laptop");
            cache(there, before);

            Rotation rotation = here.rotate("ada", before.id(), Duration.ofSeconds(1));

            assertThat(authenticate(there, before)).isInstanceOf(Authenticated.class);
            assertThat(authenticate(there, rotation.successor())).isInstanceOf(Authenticated.class);
            await().until(() -> authenticate(there, before) instanceof Rejected);
            assertThat(authenticate(there, before)).matches(rejectedFor(RejectionReason.SUPERSEDED));
            assertThat(Instant.now()).isAfterOrEqualTo(rotation.predecessorEndsAt());
            assertThat(authenticate(there, rotation.successor())).isInstanceOf(Authenticated.class);
        }
    }

    /** Each store has a pool of its own, like a process of its own. */
    @Test
    void maximumOfTokens_isExactOnThreeNodes() throws Exception {
        TestTables tables = newTables();
        TokenPolicy policy = TokenPolicy.none().maximumTokens(10);
        List<TokenService> nodes = Stream.generate(
                        () -> TokenService.builder(tables.connect().createSchema())
                                .policy(policy)
                                .build())
                .limit(3)
                .toList();
        AtomicInteger issued = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                TokenService node = nodes.get(i % 3);
                calls.add(() -> issueOrCount(node, issued, refused));
            }
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(issued).hasValue(10);
        assertThat(refused).hasValue(54);
        assertThat(nodes.get(0).count(TokenQuery.of("ada"))).isEqualTo(10);
        nodes.forEach(TokenService::close);
    }

    private static boolean issueOrCount(TokenService node, AtomicInteger issued, AtomicInteger refused) {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                node.issue("ada", null);
                return issued.incrementAndGet() > 0;
            } catch (TokenPolicyException e) {
                return refused.incrementAndGet() > 0;
            } catch (TokenStoreException e) {
                // The pool has fewer connections than callers. Nothing was issued.
                assertThat(e).isNotInstanceOf(UncertainCommitException.class);
            }
        }
        throw new AssertionError("The store did not answer 20 times");
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

            assertThat(after).matches(rejectedFor(RejectionReason.REVOKED));
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

    @Test
    void change_isReportedByTheNodeThatMadeIt() {
        TestTables tables = newTables();
        List<TokenEvent> eventsHere = new CopyOnWriteArrayList<>();
        List<TokenEvent> eventsThere = new CopyOnWriteArrayList<>();
        IssuedToken laptop;
        try (TokenService here = listening(tables, eventsHere);
                TokenService there = listening(tables, eventsThere)) {
            laptop = here.issue("ada", "laptop");
            cache(here, laptop);
            cache(there, laptop);
            there.revoke("ada", laptop.id());
            here.revoke("ada", laptop.id());
        }
        assertThat(eventsHere).containsExactly(new TokenEvent.Issued(laptop.token()));
        assertThat(eventsThere)
                .singleElement()
                .isInstanceOfSatisfying(
                        TokenEvent.Revoked.class,
                        revoked -> assertThat(revoked.tokenId()).isEqualTo(laptop.id()));
    }

    @Test
    void refusedUse_onBothNodes_isReportedByOne() {
        TestTables tables = newTables();
        List<TokenEvent> events = new CopyOnWriteArrayList<>();
        try (TokenService here = listening(tables, events);
                TokenService there = listening(tables, events)) {
            IssuedToken laptop = here.issue("ada", "laptop");
            here.revoke("ada", laptop.id());
            assertThat(authenticate(here, laptop)).isInstanceOf(Rejected.class);
            assertThat(authenticate(there, laptop)).isInstanceOf(Rejected.class);
            assertThat(here.flush(Duration.ofSeconds(10))).isTrue();
            assertThat(there.flush(Duration.ofSeconds(10))).isTrue();

            assertThat(there.find("ada", laptop.id()).orElseThrow().lastRefusedAt())
                    .isNotNull();
        }
        assertThat(events).filteredOn(TokenEvent.RefusedUse.class::isInstance).hasSize(1);
    }

    private static TokenService listening(TestTables tables, List<TokenEvent> events) {
        return TokenService.builder(tables.connect().createSchema())
                .listener(events::add)
                .build();
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
