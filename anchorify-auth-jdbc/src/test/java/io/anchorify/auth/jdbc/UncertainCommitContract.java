package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.Redemption;
import io.anchorify.auth.spi.RevocationDetails;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection breaks during a commit: the store finds out whether the change was made, or reports it as unknown. */
@Timeout(60)
abstract class UncertainCommitContract {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    private final ChangeRecord change = new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("ada"));
    private JdbcTokenStore own;
    private String prefix;

    abstract TestTables newTables();

    @BeforeEach
    void insertToken() {
        TestTables tables = newTables();
        prefix = tables.prefix();
        own = tables.connect().createSchema();
        Token token = Token.builder("laptop", "ada", NOW.minusSeconds(1)).build();
        own.insert(new StoredToken(token, TokenHash.of(new byte[TokenHash.LENGTH])));
    }

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void commit_whoseResponseIsLost_isFoundInTheFeed() {
        JdbcTokenStore store = storeThat(Connection::commit);

        assertThat(store.revoke("ada", "laptop", RevocationDetails.at(NOW), change))
                .isTrue();

        assertThat(isRevoked()).isTrue();
    }

    @Test
    void commit_thatNeverReachesTheDatabase_isReportedAsNotMade() {
        JdbcTokenStore store = storeThat(Connection::rollback);

        assertThatThrownBy(() -> store.revoke("ada", "laptop", RevocationDetails.at(NOW), change))
                .isInstanceOf(TokenStoreException.class)
                .isNotInstanceOf(UncertainCommitException.class)
                .hasMessageContaining("Nothing was changed");

        assertThat(isRevoked()).isFalse();
        assertThat(store.revoke(
                        "ada",
                        "laptop",
                        RevocationDetails.at(NOW),
                        new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken())))
                .isTrue();
    }

    @Test
    void commit_stillInProgress_isWaitedFor() throws Exception {
        CompletableFuture<Void> committed = new CompletableFuture<>();

        assertThat(storeThatCommitsLater(committed).revoke("ada", "laptop", RevocationDetails.at(NOW), change))
                .isTrue();

        committed.get(20, TimeUnit.SECONDS);
        assertThat(isRevoked()).isTrue();
    }

    private JdbcTokenStore storeThatCommitsLater(CompletableFuture<Void> committed) {
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        FailingCommit failing = new FailingCommit(
                own.dataSource(),
                connection -> new Thread(() -> {
                            try {
                                mayCommit.get(20, TimeUnit.SECONDS);
                                connection.commit();
                                committed.complete(null);
                            } catch (Exception e) {
                                committed.completeExceptionally(e);
                            }
                        })
                        .start());
        failing.keepOpen();
        mayCommit.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS);
        return JdbcTokenStore.on(failing.dataSource()).tablePrefix(prefix);
    }

    @Test
    void commit_afterWhichTheDatabaseIsUnreachable_isReportedAsUnknown() {
        FailingCommit failing = new FailingCommit(own.dataSource(), Connection::commit);
        failing.refuseConnectionsAfterwards();
        JdbcTokenStore store = JdbcTokenStore.on(failing.dataSource()).tablePrefix(prefix);

        assertThatThrownBy(() -> store.revoke("ada", "laptop", RevocationDetails.at(NOW), change))
                .isInstanceOf(UncertainCommitException.class)
                .hasMessageContaining("not known");

        assertThat(isRevoked()).isTrue();
    }

    @Test
    void redemption_whoseResponseIsLost_isFoundByItsToken() {
        Redemption redemption = approvedDevice();

        assertThat(redeem(storeThat(Connection::commit), redemption)).isEqualTo(Redemption.Result.ISSUED);

        assertThat(own.findByHash(redemption.token().hash())).isPresent();
        assertThat(redeem(own, redemption)).isEqualTo(Redemption.Result.NOT_APPROVED);
    }

    @Test
    void redemption_thatNeverReachesTheDatabase_leavesTheApproval() {
        Redemption redemption = approvedDevice();

        assertThatThrownBy(() -> redeem(storeThat(Connection::rollback), redemption))
                .isInstanceOf(TokenStoreException.class)
                .isNotInstanceOf(UncertainCommitException.class)
                .hasMessageContaining("Nothing was changed");

        assertThat(own.findByHash(redemption.token().hash())).isEmpty();
        assertThat(redeem(own, redemption)).isEqualTo(Redemption.Result.ISSUED);
    }

    @Test
    void redemption_stillInProgress_isWaitedFor() {
        Redemption redemption = approvedDevice();

        assertThat(redeem(storeThatCommitsLater(new CompletableFuture<>()), redemption))
                .isEqualTo(Redemption.Result.ISSUED);
    }

    private static Redemption.Result redeem(JdbcTokenStore store, Redemption redemption) {
        return store.deviceCodes().orElseThrow().redeem(redemption, ActiveRule.at(NOW));
    }

    private Redemption approvedDevice() {
        DeviceCodeStore codes = own.deviceCodes().orElseThrow();
        TokenHash code = TokenHash.of(new byte[TokenHash.LENGTH]);
        DeviceRequest request = new DeviceRequest("WDJB-MJHT", "command", null, Set.of(), NOW, NOW.plusSeconds(600));
        codes.add(DeviceCode.undecided(code, request, Duration.ofSeconds(5)), 10);
        assertThat(codes.approve("WDJB-MJHT", TokenRequest.of("ada"), NOW)).isTrue();
        byte[] hash = new byte[TokenHash.LENGTH];
        hash[0] = 1;
        Token token = Token.builder("device", "ada", NOW).build();
        return new Redemption(code, new StoredToken(token, TokenHash.of(hash)), null);
    }

    private JdbcTokenStore storeThat(FailingCommit.AtCommit atCommit) {
        return JdbcTokenStore.on(new FailingCommit(own.dataSource(), atCommit).dataSource())
                .tablePrefix(prefix);
    }

    private boolean isRevoked() {
        List<StoredToken> rows = own.listAll("", 10);
        return rows.get(0).token().revokedAt() != null;
    }
}
