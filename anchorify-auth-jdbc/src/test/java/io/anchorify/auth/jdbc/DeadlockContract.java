package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.TokenUse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A change of several rows and another transaction wait for each other, and the database rolls back the change. */
@Timeout(60)
abstract class DeadlockContract {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final List<String> IDS = List.of("a", "b", "c");

    private TestTables tables;
    private JdbcTokenStore store;

    /**
     * How to provoke a deadlock and to observe it.
     *
     * @param urlOptions options of the store's URL that make the store the victim
     * @param otherSetting a statement that does so for the other transaction
     * @param waiting a query that counts the transactions that wait for a lock
     * @param deadlocks a query that counts the deadlocks since the server was started
     */
    record DeadlockSql(String urlOptions, String otherSetting, String waiting, String deadlocks) {}

    abstract TestTables newTables();

    abstract DeadlockSql sql();

    @BeforeEach
    void insertTokens() {
        tables = newTables();
        store = JdbcTokenStore.connect(tables.url() + sql().urlOptions(), tables.user(), tables.password())
                .tablePrefix(tables.prefix())
                .createSchema();
        IDS.forEach(id -> insert(store, id, "ada"));
        for (int i = 0; i < 20; i++) {
            insert(store, "other" + i, "grace");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void recordUses_asTheVictimOfADeadlock_isRepeated() throws Exception {
        deadlockWith(() ->
                store.recordUses(IDS.stream().map(id -> new TokenUse(id, NOW)).toList(), NOW));

        assertThat(store.listAll("", 3))
                .allSatisfy(row -> assertThat(row.token().lastUsedAt()).isEqualTo(NOW));
    }

    @Test
    void revokeAll_asTheVictimOfADeadlock_isRepeated() throws Exception {
        ChangeRecord change = new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("ada"));

        deadlockWith(() -> assertThat(store.revokeAll("ada", RevocationDetails.at(NOW), change))
                .isEqualTo(IDS.size()));

        assertThat(store.listAll("", 3))
                .allSatisfy(row -> assertThat(row.token().revokedAt()).isEqualTo(NOW));
    }

    private void deadlockWith(Runnable change) throws SQLException {
        try (Connection other = tables.connection();
                Connection observer = tables.connection()) {
            long before = number(observer, sql().deadlocks());
            // At MariaDB's default isolation level, it would lock every row that it reads.
            other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            other.setAutoCommit(false);
            run(other, sql().otherSetting());
            run(other, "UPDATE {tokens} SET label = 'x' WHERE owner = 'grace'");
            // The row in the middle: in whatever order the change locks the rows, it has locked another one by now.
            run(other, "UPDATE {tokens} SET label = 'x' WHERE id = 'b'");
            CompletableFuture<Void> changed = CompletableFuture.runAsync(change);
            // MariaDB does not refresh its list of transactions while it is read more often than every 100 ms.
            Awaitility.await()
                    .pollInterval(200, TimeUnit.MILLISECONDS)
                    .until(() -> number(observer, sql().waiting()) > 0);
            run(other, "UPDATE {tokens} SET label = 'x' WHERE id = 'a' OR id = 'c'");
            other.commit();

            assertThatCode(changed::join).doesNotThrowAnyException();
            // An idle PostgreSQL backend takes ten seconds to report its statistics, a closed one does so immediately.
            store.close();
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> number(observer, sql().deadlocks()) > before);
            store = tables.connect();
        }
    }

    private static void insert(JdbcTokenStore store, String id, String owner) {
        Token token =
                Token.builder(id, owner, CREATED.plusSeconds(id.charAt(0))).build();
        store.insert(new StoredToken(token, hash(id)));
    }

    private static TokenHash hash(String text) {
        try {
            return TokenHash.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("{tokens}", tables.prefix() + "tokens"));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
