package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Creating and verifying the schema, and the connections of the host. */
abstract class SchemaContract {

    /** The common pool of a machine with two cores has a single thread. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    abstract TestTables newTables();

    @Test
    void build_withoutTheTables_failsAndSaysWhatToRun() {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect()) {
            assertThatThrownBy(() -> TokenService.builder(store).build())
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageMatching(
                            "The table %stokens is missing\\. Call JdbcTokenStore\\.createSchema\\(\\) once,"
                                            .formatted(tables.prefix())
                                    + " or run the statements of io/anchorify/auth/jdbc/schema-\\w+\\.sql .*");
        }
    }

    @Test
    void verify_withoutSomeColumns_failsAndNamesThem() throws Exception {
        TestTables tables = newTables();
        String table = tables.prefix() + "tokens";
        try (JdbcTokenStore store = tables.connect().createSchema();
                Connection connection = tables.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " DROP COLUMN scopes");
            statement.execute("ALTER TABLE " + table + " DROP COLUMN last_used_at");

            assertThatThrownBy(store::verify)
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageStartingWith("The table " + table + " lacks scopes, last_used_at. Call ");
        }
    }

    @Test
    void createSchema_byManyThreads_succeeds() {
        try (JdbcTokenStore store = newTables().connect()) {
            List<CompletableFuture<?>> creations = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                creations.add(CompletableFuture.runAsync(store::createSchema, OWN_THREAD));
            }
            creations.forEach(CompletableFuture::join);
            assertThatCode(store::verify).doesNotThrowAnyException();
        }
    }

    /** At MariaDB's default isolation level, a transaction left open would read the token as it was before. */
    @Test
    void hostsDataSource_withOtherSettings_isUsedAndKeepsThem() throws Exception {
        TestTables tables = newTables();
        HikariConfig config = HostPool.config(tables, 3);
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcTokenStore hosts =
                    JdbcTokenStore.on(pool, 2).tablePrefix(tables.prefix()).createSchema();
            try (TokenService issuing = TokenService.builder(hosts).build();
                    TokenService other = TokenService.builder(tables.connect()).build()) {
                String id = issuing.issue("ada", "laptop").id();

                assertThat(other.find("ada", id)).isPresent();
                assertThat(issuing.find("ada", id).orElseThrow().revokedAt()).isNull();
                other.revoke("ada", id);
                assertThat(issuing.find("ada", id).orElseThrow().revokedAt()).isNotNull();
            }
            assertThat(pool.isClosed()).isFalse();
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            }
        }
    }

    @Test
    void read_returnsItsConnectionWithTheOriginalTimeout() throws Exception {
        try (JdbcTokenStore store = newTables().connect().createSchema()) {
            int before = networkTimeout(store);
            store.ping();
            assertThat(networkTimeout(store)).isEqualTo(before);
        }
    }

    private static int networkTimeout(JdbcTokenStore store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection()) {
            return connection.getNetworkTimeout();
        }
    }
}
