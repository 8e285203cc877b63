package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tables of the feed say after a crash, a failover or a restore, and what a node makes of it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class NodesInTroubleTest {

    private static final AtomicInteger STORES = new AtomicInteger();
    private static final Duration LONGEST_WAIT = Duration.ofMillis(3800);

    private final String prefix = "trouble_" + STORES.incrementAndGet() + "_";
    private JdbcTokenStore store;
    private TokenService tokens;

    @AfterEach
    void close() {
        tokens.close();
    }

    /** A registration that acknowledges nothing is no node that has nothing to say. */
    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void revoke_whileANodeIsDead_waitsItsTermOutAndSaysSo(NodesTest.Place place) throws SQLException {
        IssuedToken laptop = begin(place);
        execute("INSERT INTO {prefix}nodes (boot_id, acknowledged, beat) VALUES (?, 0, 1)", UUID.randomUUID());

        Receipt receipt = tokens.revoke("ada", laptop.id()).receipt();

        assertThat(receipt).isNotNull();
        assertThat(receipt.acknowledged()).isEqualTo(1);
        assertThat(receipt.waitedOut()).isEqualTo(1);
        assertThat(took(receipt)).isBetween(LONGEST_WAIT, LONGEST_WAIT.plusSeconds(2));
        assertThat(tokens.stats().changes().waitedOut()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void node_whoseRegistrationIsGone_registersAnew_andIsWaitedFor(NodesTest.Place place) throws SQLException {
        IssuedToken laptop = begin(place);
        execute("DELETE FROM {prefix}nodes WHERE boot_id <> ?", "");

        Receipt receipt = tokens.revoke("ada", laptop.id()).receipt();

        // Other registrations may be gone as well, so no list is relied on from when the node has noticed.
        assertThat(receipt).isNotNull();
        assertThat(took(receipt)).isBetween(LONGEST_WAIT.minusMillis(1500), LONGEST_WAIT.plusSeconds(2));
        assertThat(receipt.acknowledged()).isEqualTo(1);
        Awaitility.await().until(() -> tokens.stats().node().termValid());
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void node_whoseFeedIsAnotherOne_dropsAllItHasCached(NodesTest.Place place) throws SQLException {
        IssuedToken laptop = begin(place);
        revokePastTheFeed(laptop);
        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);

        execute("UPDATE {prefix}head SET uid = ?", UUID.randomUUID());

        Awaitility.await()
                .untilAsserted(() -> assertThat(authenticate(laptop)).isEqualTo(new Rejected(RejectionReason.REVOKED)));
        Awaitility.await().until(() -> tokens.stats().node().restarts() == 1);
        Awaitility.await().until(() -> tokens.stats().node().termValid());
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void node_whoseFeedWasPrunedBeforeItHadReadIt_dropsAllItHasCached(NodesTest.Place place) throws SQLException {
        IssuedToken laptop = begin(place);
        revokePastTheFeed(laptop);

        // As if many changes had been made and removed while this node was paused.
        execute("UPDATE {prefix}head SET position = position + 100, uid = ?", UUID.randomUUID());

        Awaitility.await()
                .untilAsserted(() -> assertThat(authenticate(laptop)).isEqualTo(new Rejected(RejectionReason.REVOKED)));
        Awaitility.await().until(() -> tokens.stats().node().position() == 100);
    }

    /** H2 hands over to nobody, but the tables may come from elsewhere. */
    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void revoke_onAServerThatHasTakenOver_isWaitedOut_untilTheServerIsSettled(NodesTest.Place place)
            throws SQLException {
        IssuedToken laptop = begin(place);
        IssuedToken phone = tokens.issue("ada", "phone");
        execute("UPDATE {prefix}head SET server = ?", "the one before");

        Receipt first = tokens.revoke("ada", laptop.id()).receipt();

        assertThat(first).isNotNull();
        assertThat(took(first)).isBetween(LONGEST_WAIT.minusMillis(1500), LONGEST_WAIT.plusSeconds(2));
        Awaitility.await().until(() -> {
            Receipt next = tokens.revoke("ada", phone.id()).receipt();
            return next != null && took(next).compareTo(Duration.ofSeconds(2)) < 0;
        });
        try (TokenService another = TokenService.builder(reopened(place)).build()) {
            Receipt ofANewProcess = another.revokeAll("ada").receipt();
            assertThat(ofANewProcess).isNotNull();
            assertThat(took(ofANewProcess)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private JdbcTokenStore reopened(NodesTest.Place place) {
        return place == NodesTest.Place.H2
                ? JdbcTokenStore.on(store.dataSource()).tablePrefix(prefix)
                : place.stores().get().tablePrefix(prefix);
    }

    /** A service that has the token in its cache, and answers from there. */
    private IssuedToken begin(NodesTest.Place place) {
        store = place.stores().get().tablePrefix(prefix).createSchema();
        tokens = TokenService.builder(store).build();
        IssuedToken token = tokens.issue("ada", "laptop");
        authenticate(token);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> tokens.stats().node().termValid());
        assertThat(authenticate(token)).isInstanceOf(Authenticated.class);
        return token;
    }

    /** Which no node hears of: only a cache that was dropped shows it. */
    private void revokePastTheFeed(IssuedToken token) throws SQLException {
        execute("UPDATE {prefix}tokens SET revoked_at = created_at WHERE id = ?", token.id());
    }

    private void execute(String sql, Object parameter) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.replace("{prefix}", prefix))) {
            statement.setString(1, parameter.toString());
            statement.executeUpdate();
        }
    }

    private Authentication authenticate(IssuedToken token) {
        return tokens.authenticate(token.secret().reveal());
    }

    private static Duration took(Receipt receipt) {
        return Duration.between(receipt.committedAt(), receipt.effectiveAt());
    }
}
