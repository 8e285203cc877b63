package io.anchorify.auth.jdbc;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How nodes recover from what a crash, a failover or a restore leaves in the tables of the change feed. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
abstract class FeedRecoveryContract {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(3800);

    private TestTables tables;
    private JdbcTokenStore store;
    private TokenService tokens;

    abstract TestTables newTables();

    @AfterEach
    void close() {
        tokens.close();
    }

    /** The registration of a dead node looks like one that has not acknowledged anything yet. */
    @Test
    void revoke_whileANodeIsDead_waitsOutItsTermAndReportsIt() throws SQLException {
        IssuedToken laptop = begin();
        execute("INSERT INTO {prefix}nodes (boot_id, acknowledged, beat) VALUES (?, 0, 1)", UUID.randomUUID());

        Receipt receipt = tokens.revoke("ada", laptop.id()).receipt();

        assertThat(receipt).isNotNull();
        assertThat(receipt.acknowledged()).isEqualTo(1);
        assertThat(receipt.missing()).isEqualTo(1);
        assertThat(receipt.waitedOut()).isTrue();
        assertThat(took(receipt)).isBetween(LONGEST_WAIT, LONGEST_WAIT.plusSeconds(2));
        assertThat(tokens.stats().changes().waitedOut()).isEqualTo(1);
    }

    @Test
    void node_whoseRegistrationIsLost_registersAgainAndIsWaitedFor() throws SQLException {
        IssuedToken laptop = begin();
        execute("DELETE FROM {prefix}nodes WHERE boot_id <> ?", "");

        Receipt receipt = tokens.revoke("ada", laptop.id()).receipt();

        // Other registrations may be lost as well, so no list of nodes is trusted once the node has noticed.
        assertThat(receipt).isNotNull();
        assertThat(took(receipt)).isBetween(LONGEST_WAIT.minusMillis(1500), LONGEST_WAIT.plusSeconds(2));
        assertThat(receipt.acknowledged()).isEqualTo(1);
        Awaitility.await().until(() -> tokens.stats().node().termValid());
    }

    @Test
    void node_whoseFeedIsReplaced_dropsItsCache() throws SQLException {
        IssuedToken laptop = begin();
        revokeWithoutFeedEntry(laptop);
        assertThat(authenticate(laptop)).isInstanceOf(Authenticated.class);

        execute("UPDATE {prefix}head SET uid = ?", UUID.randomUUID());

        Awaitility.await()
                .untilAsserted(() -> assertThat(authenticate(laptop)).matches(rejectedFor(RejectionReason.REVOKED)));
        Awaitility.await().until(() -> tokens.stats().node().restarts() == 1);
        Awaitility.await().until(() -> tokens.stats().node().termValid());
    }

    @Test
    void node_whoseNextEntriesWerePruned_dropsItsCache() throws SQLException {
        IssuedToken laptop = begin();
        revokeWithoutFeedEntry(laptop);

        // As if many changes had been made and pruned while this node was paused.
        execute("UPDATE {prefix}head SET position = position + 100, uid = ?", UUID.randomUUID());

        Awaitility.await()
                .untilAsserted(() -> assertThat(authenticate(laptop)).matches(rejectedFor(RejectionReason.REVOKED)));
        Awaitility.await().until(() -> tokens.stats().node().position() == 100);
    }

    /** No server takes over from H2, but its tables may have been copied from another server. */
    @Test
    void revoke_onAServerThatHasTakenOver_isWaitedOutUntilTheServerIsSettled() throws SQLException {
        IssuedToken laptop = begin();
        IssuedToken phone = tokens.issue("ada", "phone");
        execute("UPDATE {prefix}head SET server = ?", "the previous server");

        Receipt first = tokens.revoke("ada", laptop.id()).receipt();

        assertThat(first).isNotNull();
        assertThat(took(first)).isBetween(LONGEST_WAIT.minusMillis(1500), LONGEST_WAIT.plusSeconds(2));
        Awaitility.await().until(() -> {
            Receipt next = tokens.revoke("ada", phone.id()).receipt();
            return next != null && took(next).compareTo(Duration.ofSeconds(2)) < 0;
        });
        try (TokenService another = TokenService.builder(tables.connect()).build()) {
            Receipt ofANewProcess = another.revokeAll("ada").receipt();
            assertThat(ofANewProcess).isNotNull();
            assertThat(took(ofANewProcess)).isLessThan(Duration.ofSeconds(2));
        }
    }

    /** Starts a service that has the token in its cache. */
    private IssuedToken begin() {
        tables = newTables();
        store = tables.connect().createSchema();
        tokens = TokenService.builder(store).build();
        IssuedToken token = tokens.issue("ada", "laptop");
        authenticate(token);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> tokens.stats().node().termValid());
        assertThat(authenticate(token)).isInstanceOf(Authenticated.class);
        return token;
    }

    /** Revokes a token without a change in the feed, so that a node notices only when it drops its cache. */
    private void revokeWithoutFeedEntry(IssuedToken token) throws SQLException {
        execute("UPDATE {prefix}tokens SET revoked_at = created_at WHERE id = ?", token.id());
    }

    private void execute(String sql, Object parameter) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.replace("{prefix}", tables.prefix()))) {
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
