package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenEvent.Erased;
import io.anchorify.auth.TokenEvent.Imported;
import io.anchorify.auth.TokenEvent.Issued;
import io.anchorify.auth.TokenEvent.OwnerRevoked;
import io.anchorify.auth.TokenEvent.Purged;
import io.anchorify.auth.TokenEvent.Renamed;
import io.anchorify.auth.TokenEvent.Revoked;
import io.anchorify.auth.TokenEvent.Rotated;
import io.anchorify.auth.TokenEvent.TokensRevoked;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which events the operations of a service cause. */
@Timeout(30)
class TokenEventsTest {

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final List<TokenEvent> received = new CopyOnWriteArrayList<>();
    private final TokenService tokens =
            TokenServices.build(TokenService.builder(store).listener(received::add), time);

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void issue_isReported() {
        IssuedToken laptop = tokens.issue("ada", "laptop");

        assertThat(events()).containsExactly(new Issued(laptop.token()));
        assertThat(received.get(0).at()).isEqualTo(time.instant());
        assertThat(received.toString()).doesNotContain(laptop.secret().reveal());
    }

    @Test
    void revoke_isReportedOnce() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        time.advance(Duration.ofHours(1));
        tokens.revoke("ada", laptop.id());
        tokens.revoke("ada", laptop.id());
        tokens.revoke("ada", "missing");

        assertThat(events())
                .containsExactly(
                        new Issued(laptop.token()), new Revoked("ada", laptop.id(), time.instant(), null, null));
    }

    @Test
    void revokeAll_isOneEvent() {
        tokens.issue("ada", "laptop");
        tokens.issue("ada", "phone");
        tokens.revokeAll("ada");
        tokens.revokeAll("ada");

        assertThat(events()).endsWith(new OwnerRevoked("ada", 2, time.instant(), null, null));
        assertThat(received).hasSize(3);
    }

    @Test
    void purge_isReportedIfItDeletedAny() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        tokens.revoke("ada", laptop.id());
        time.advance(Duration.ofDays(1));
        Instant endedBefore = time.instant();
        time.advance(Duration.ofDays(1));
        tokens.purge(endedBefore);
        tokens.purge(endedBefore);

        assertThat(events()).endsWith(new Purged(endedBefore, 1, time.instant()));
        assertThat(received).hasSize(3);
    }

    @Test
    void import_isReportedIfItChangedAny() {
        List<StoredToken> rows = new ArrayList<>();
        try (TokenService source = TokenService.builder(TokenStore.inMemory()).build()) {
            source.issue("ada", "laptop");
            source.exportTokens(rows::add);
        }
        tokens.importTokens(sink -> rows.forEach(sink::add));
        tokens.importTokens(sink -> rows.forEach(sink::add));

        assertThat(events()).containsExactly(new Imported(new ImportCounts(1, 0, 0), time.instant()));
    }

    @Test
    void revocation_byAnActor_carriesActorAndReason() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        tokens.issue("ada", "phone");
        tokens.issue("grace", "phone");
        tokens.revoke("ada", laptop.id(), "admin", "stolen");
        tokens.revokeAll("ada", "admin", "left");
        tokens.revoke(TokenQuery.all(), "admin", "incident");

        assertThat(events().subList(3, received.size()))
                .containsExactly(
                        new Revoked("ada", laptop.id(), time.instant(), "admin", "stolen"),
                        new OwnerRevoked("ada", 1, time.instant(), "admin", "left"),
                        new TokensRevoked(TokenQuery.all(), 1, time.instant(), "admin", "incident"));
    }

    @Test
    void rotate_isOneEvent() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        Rotation rotation = tokens.rotate("ada", laptop.id(), Duration.ofHours(1), "admin");
        assertThatThrownBy(() -> tokens.rotate("ada", laptop.id(), Duration.ofHours(1)))
                .isInstanceOf(RotationException.class);

        assertThat(events())
                .containsExactly(
                        new Issued(laptop.token()),
                        new Rotated(
                                rotation.successor().token(),
                                laptop.id(),
                                time.instant().plus(Duration.ofHours(1))));
    }

    @Test
    void rename_ofAnExistingToken_isReported() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        tokens.rename("ada", laptop.id(), "work laptop");
        tokens.rename("ada", "missing", "work laptop");

        assertThat(events())
                .containsExactly(
                        new Issued(laptop.token()), new Renamed("ada", laptop.id(), "work laptop", time.instant()));
    }

    @Test
    void erase_isReportedIfItDeletedAny() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        tokens.erase("ada");
        tokens.erase("ada");

        assertThat(events()).containsExactly(new Issued(laptop.token()), new Erased("ada", 1, time.instant()));
    }

    @Test
    void change_thatFails_isNotReported() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        store.afterChange = () -> {
            throw new TokenStoreException("The test broke the store", null);
        };
        assertThatThrownBy(() -> tokens.revoke("ada", laptop.id())).isInstanceOf(TokenStoreException.class);

        assertThat(events()).containsExactly(new Issued(laptop.token()));
    }

    @Test
    void change_whileAListenerHangs_doesNotWaitForIt() {
        CountDownLatch listenerMayContinue = new CountDownLatch(1);
        TokenService slow = TokenService.builder(TokenStore.inMemory())
                .listener(event -> awaitQuietly(listenerMayContinue))
                .listener(received::add)
                .build();
        IssuedToken laptop = slow.issue("ada", "laptop");
        slow.revoke("ada", laptop.id());
        assertThat(received).isEmpty();
        assertThat(slow.stats().events().waiting()).isEqualTo(2);

        listenerMayContinue.countDown();
        slow.close();
        assertThat(received).hasSize(2);
    }

    @Test
    void listener_canUseTheService() {
        TokenService[] service = new TokenService[1];
        service[0] = TokenService.builder(TokenStore.inMemory())
                .listener(event -> {
                    received.add(event);
                    if (event instanceof Issued issued) {
                        service[0].revoke(issued.token().owner(), issued.token().id());
                    }
                })
                .build();
        service[0].issue("ada", "laptop");
        Awaitility.await().until(() -> received.size() == 2);
        service[0].close();

        assertThat(received.get(1)).isInstanceOf(Revoked.class);
    }

    /** Closes the service, which delivers what is waiting. */
    private List<TokenEvent> events() {
        tokens.close();
        return received;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
