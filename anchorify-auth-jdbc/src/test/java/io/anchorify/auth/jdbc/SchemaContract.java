package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
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
                            ("The table %1$stokens is missing\\. This library needs version 3 of the schema\\."
                                            + " Call JdbcTokenStore\\.createSchema\\(\\) once, or run V1__tokens\\.sql and then"
                                            + " V2__life_of_a_token\\.sql and then V3__device_codes\\.sql of"
                                            + " io/anchorify/auth/jdbc/schema/\\w+/ with \\$\\{prefix} replaced by '%1$s'")
                                    .formatted(tables.prefix()));
        }
    }

    @Test
    void verify_withoutColumnsOfVersionOne_failsAndNamesThem() throws Exception {
        TestTables tables = newTables();
        String table = tables.prefix() + "tokens";
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            execute(tables, "ALTER TABLE {tokens} DROP COLUMN scopes");
            execute(tables, "ALTER TABLE {tokens} DROP COLUMN last_used_at");

            String message =
                    "The table " + table + " lacks scopes, last_used_at. No script adds this to an existing table:"
                            + " restore it as V1__tokens.sql defines it";
            assertThatThrownBy(store::verify)
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessage(message);
            assertThatThrownBy(store::createSchema)
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void createSchema_withoutColumnsOfVersionTwo_addsThem() throws Exception {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            execute(tables, "ALTER TABLE {tokens} DROP COLUMN claimed_by");
            execute(tables, "DROP TABLE {nodes}");

            assertThatThrownBy(store::verify)
                    .hasMessageStartingWith("The table " + tables.prefix()
                            + "tokens lacks claimed_by, although version 3 of the schema is recorded. Call"
                            + " JdbcTokenStore.createSchema() once, or run V1__tokens.sql and then");
            store.createSchema().verify();
        }
    }

    @Test
    void createSchema_onTablesWithoutVersions_appliesTheLaterVersions() throws Exception {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect()) {
            runScript(tables, SchemaScript.ALL.get(0));
            execute(tables, "DROP TABLE {schema_version}");
            execute(
                    tables,
                    "INSERT INTO {tokens} (id, owner, hash, created_at) VALUES ('x', 'ada', {hash}, CURRENT_TIMESTAMP)");

            assertThatThrownBy(store::verify)
                    .hasMessageMatching(
                            ("The tables %1$s\\* have version 1 of the schema, but this library needs version 3\\."
                                            + " Call JdbcTokenStore\\.createSchema\\(\\) once, or run V2__life_of_a_token\\.sql and"
                                            + " then V3__device_codes\\.sql of io/anchorify/auth/jdbc/schema/\\w+/ with \\$\\{prefix} replaced by '%1$s'")
                                    .formatted(tables.prefix()));
            store.createSchema().verify();
            assertThat(store.schemaVersion()).isEqualTo(SchemaScript.LATEST);
            assertThat(store.find("ada", "x")).isPresent();
            assertThat(query(tables, "SELECT version FROM {schema_version} ORDER BY version"))
                    .containsExactly("2", "3");
        }
    }

    @Test
    void createSchema_onTheSecondVersion_addsTheDeviceCodes() throws Exception {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect()) {
            runScript(tables, SchemaScript.ALL.get(0));
            runScript(tables, SchemaScript.ALL.get(1));

            assertThatThrownBy(store::verify)
                    .hasMessageMatching(
                            ("The tables %1$s\\* have version 2 of the schema, but this library needs version 3\\."
                                            + " Call JdbcTokenStore\\.createSchema\\(\\) once, or run V3__device_codes\\.sql of"
                                            + " io/anchorify/auth/jdbc/schema/\\w+/ with \\$\\{prefix} replaced by '%1$s'")
                                    .formatted(tables.prefix()));
            store.createSchema().verify();
            assertThat(query(tables, "SELECT user_code FROM {device_codes}")).isEmpty();
        }
    }

    @Test
    void verify_withoutTheTableOfTheDeviceCodes_failsAndNamesItsScript() throws Exception {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            execute(tables, "DROP TABLE {device_codes}");

            assertThatThrownBy(store::verify)
                    .hasMessageStartingWith(
                            "The table " + tables.prefix() + "device_codes is missing, although version 3"
                                    + " of the schema is recorded. Call JdbcTokenStore.createSchema() once, or run V3__");
            store.createSchema().verify();
        }
    }

    @Test
    void createSchema_twice_appliesNothingAgain() throws Exception {
        TestTables tables = newTables();
        String applied = "SELECT applied_at FROM {schema_version} ORDER BY version";
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            List<String> first = query(tables, applied);
            store.createSchema();

            assertThat(first).hasSize(3);
            assertThat(query(tables, applied)).isEqualTo(first);
        }
    }

    @Test
    void scripts_runTwice_changeNothing() throws Exception {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect()) {
            for (int i = 0; i < 2; i++) {
                for (SchemaScript script : SchemaScript.ALL) {
                    runScript(tables, script);
                }
            }
            assertThatCode(store::verify).doesNotThrowAnyException();
            assertThat(query(tables, "SELECT version FROM {schema_version} ORDER BY version"))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void verify_onALaterVersion_succeeds() throws Exception {
        TestTables tables = newTables();
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            execute(tables, "INSERT INTO {schema_version} (version, applied_at) VALUES (4, CURRENT_TIMESTAMP)");
            execute(tables, "ALTER TABLE {tokens} ADD COLUMN of_version_four INTEGER");

            store.verify();
            store.createSchema().verify();
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

    static void runScript(TestTables tables, SchemaScript script) throws SQLException {
        try (Connection connection = tables.connection();
                Statement statement = connection.createStatement()) {
            Dialect dialect = Dialect.of(connection.getMetaData());
            for (String sql : script.statements(dialect, tables.prefix())) {
                statement.execute(sql);
            }
        }
    }

    static void execute(TestTables tables, String sql) throws SQLException {
        try (Connection connection = tables.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(withNames(tables, connection, sql));
        }
    }

    private static List<String> query(TestTables tables, String sql) throws SQLException {
        try (Connection connection = tables.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(withNames(tables, connection, sql))) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    private static String withNames(TestTables tables, Connection connection, String sql) throws SQLException {
        Dialect dialect = Dialect.of(connection.getMetaData());
        String hash = dialect.product().equals("PostgreSQL")
                ? "sha256('x')"
                : dialect.product().equals("H2") ? "HASH('SHA-256', 'x')" : "UNHEX(SHA2('x', 256))";
        return new Tables(tables.prefix(), dialect).nameIn(sql).replace("{hash}", hash);
    }
}
