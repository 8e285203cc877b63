package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.TokenUse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of several rows and another transaction wait for each other, and the database ends the change. */
@Timeout(60)
class DeadlockTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final List<String> IDS = List.of("a", "b", "c");

    /** How one database is asked about deadlocks, and what makes our side of one its victim. */
    record Engine(
            String name,
            DatabaseServer server,
            String storeOptions,
            String otherSetting,
            String waiting,
            String count) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> cases() {
        // PostgreSQL ends the transaction that first looks for a deadlock, and looks once, after a time of waiting.
        Engine postgres = new Engine(
                "PostgreSQL",
                DatabaseServer.postgres(),
                "?options=-c%20deadlock_timeout=2s",
                "SET deadlock_timeout = '60s'",
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        // MariaDB looks at once, and ends the transaction that has changed less.
        Engine mariaDb = new Engine(
                "MariaDB",
                DatabaseServer.mariaDb(),
                "",
                "SELECT 1",
                "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'INNODB_DEADLOCKS'");
        return Stream.of(postgres, mariaDb)
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, "recordUses", (Consumer<JdbcTokenStore>) DeadlockTest::useAll),
                        Arguments.of(engine, "revokeAll", (Consumer<JdbcTokenStore>) store -> assertThat(
                                        store.revokeAll(
                                                "ada",
                                                NOW,
                                                new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("ada"))))
                                .isEqualTo(IDS.size()))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void change_thatIsTheVictimOfADeadlock_isTriedAgain(Engine engine, String name, Consumer<JdbcTokenStore> change)
            throws Exception {
        DatabaseServer server = engine.server;
        String prefix = "deadlock_" + name.toLowerCase(java.util.Locale.ROOT) + "_";
        try (JdbcTokenStore store = JdbcTokenStore.connect(
                                server.url() + engine.storeOptions, server.user(), server.password())
                        .tablePrefix(prefix)
                        .createSchema();
                Connection other = DriverManager.getConnection(server.url(), server.user(), server.password());
                Connection watcher = DriverManager.getConnection(server.url(), server.user(), server.password())) {
            IDS.forEach(id -> insert(store, id, "ada"));
            for (int i = 0; i < 20; i++) {
                insert(store, "other" + i, "grace");
            }
            long before = number(watcher, engine.count);
            // In MariaDB's own isolation it would lock every row that it looks at.
            other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            other.setAutoCommit(false);
            run(other, engine.otherSetting);
            run(other, "UPDATE " + prefix + "tokens SET label = 'x' WHERE owner = 'grace'");
            // The one in the middle: whichever way the change goes through the rows, it has locked another one by now.
            run(other, "UPDATE " + prefix + "tokens SET label = 'x' WHERE id = 'b'");
            CompletableFuture<Void> changed = CompletableFuture.runAsync(() -> change.accept(store));
            Awaitility.await().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> number(watcher, engine.waiting) > 0);
            run(other, "UPDATE " + prefix + "tokens SET label = 'x' WHERE id = 'a' OR id = 'c'");
            other.commit();

            assertThatCode(changed::join).doesNotThrowAnyException();
            // PostgreSQL takes up to ten seconds to count it.
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> number(watcher, engine.count) == before + 1);
            assertThat(store.listAll("", 3))
                    .allSatisfy(row -> assertThat(
                                    name.equals("recordUses")
                                            ? row.token().lastUsedAt()
                                            : row.token().revokedAt())
                            .isEqualTo(NOW));
        }
    }

    private static void useAll(JdbcTokenStore store) {
        List<TokenUse> uses = new ArrayList<>();
        IDS.forEach(id -> uses.add(new TokenUse(id, NOW)));
        store.recordUses(uses);
    }

    private static void insert(JdbcTokenStore store, String id, String owner) {
        Token token = new Token(id, owner, null, Set.of(), CREATED.plusSeconds(id.charAt(0)), null, null, null);
        store.insert(new StoredToken(token, hash(id)));
    }

    private static TokenHash hash(String text) {
        try {
            return TokenHash.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
