package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store says when something is not as it should be, and what it leaves alone. */
class StartUpTest {

    /** The common pool of a machine with two cores has one thread, in which nothing is at once. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    /** A way to reach a fresh table on each database. */
    record Place(String name, String url, String user, String password) {

        JdbcTokenStore store() {
            return JdbcTokenStore.connect(url, user, password)
                    .tablePrefix("start_"
                            + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
        }

        Connection connection() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Place> databases() {
        return List.of(
                new Place("H2", "jdbc:h2:mem:" + UUID.randomUUID(), "", ""),
                place("PostgreSQL", DatabaseServer.postgres()),
                place("MariaDB", DatabaseServer.mariaDb()));
    }

    private static Place place(String name, DatabaseServer server) {
        return new Place(name, server.url(), server.user(), server.password());
    }

    @Test
    void servers_areTheVersionsThatWeMeanToTest() throws Exception {
        assertThat(productOf(DatabaseServer.postgres())).startsWith("PostgreSQL 18");
        assertThat(productOf(DatabaseServer.mariaDb())).startsWith("MariaDB 11");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void missingTable_failsTheStartAndSaysWhatToRun(Place place) {
        try (JdbcTokenStore store = place.store()) {
            assertThatThrownBy(() -> TokenService.builder(store).build())
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageMatching(
                            "The table start_\\w+tokens is missing\\. Call JdbcTokenStore\\.createSchema\\(\\) once,"
                                    + " or run the statements of io/anchorify/auth/jdbc/schema-\\w+\\.sql .*");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void missingColumns_failTheStartAndAreNamed(Place place) throws Exception {
        String prefix = "lack" + Math.abs(UUID.randomUUID().hashCode()) + "_";
        try (JdbcTokenStore store = JdbcTokenStore.connect(place.url, place.user, place.password)
                        .tablePrefix(prefix)
                        .createSchema();
                Connection connection = place.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + prefix + "tokens DROP COLUMN scopes");
            statement.execute("ALTER TABLE " + prefix + "tokens DROP COLUMN last_used_at");

            assertThatThrownBy(store::verify)
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageStartingWith("The table " + prefix + "tokens lacks scopes, last_used_at. Call ");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void schema_createdByManyAtOnce_isThereAfterwards(Place place) {
        try (JdbcTokenStore store = place.store()) {
            List<CompletableFuture<?>> creations = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                creations.add(CompletableFuture.runAsync(store::createSchema, OWN_THREAD));
            }
            creations.forEach(CompletableFuture::join);
            assertThatCode(store::verify).doesNotThrowAnyException();
        }
    }

    /** PostgreSQL looks whether a table is there before it waits for whoever creates it, and then fails. */
    @Test
    void schema_whoseTablesOthersCreateOneAfterTheOther_isThereAfterwards() throws Exception {
        Place place = place("PostgreSQL", DatabaseServer.postgres());
        String prefix = "race" + Math.abs(UUID.randomUUID().hashCode()) + "_";
        List<String> tables = List.of("tokens", "head", "changes", "nodes");
        Map<String, Connection> others = new HashMap<>();
        try (JdbcTokenStore model = JdbcTokenStore.connect(place.url, place.user, place.password)
                        .tablePrefix("model_")
                        .createSchema();
                JdbcTokenStore store = model.tablePrefix(prefix);
                Connection observer = place.connection()) {
            for (String table : tables) {
                Connection other = place.connection();
                others.put(table, other);
                other.setAutoCommit(false);
                execute(other, "CREATE TABLE " + prefix + table + " (LIKE model_" + table + " INCLUDING ALL)");
            }
            CompletableFuture<?> creation = CompletableFuture.runAsync(store::createSchema, OWN_THREAD);
            for (String table : tables) {
                awaitWaiter(observer, prefix + table, creation);
                others.get(table).commit();
            }

            creation.get(30, TimeUnit.SECONDS);
            assertThatCode(store::verify).doesNotThrowAnyException();
        } finally {
            for (Connection other : others.values()) {
                other.close();
            }
        }
    }

    /** Until the one who creates the table waits for another, or has ended already. */
    private static void awaitWaiter(Connection observer, String table, CompletableFuture<?> creation) throws Exception {
        String waiters = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%NOT EXISTS "
                + table + " %'";
        try (Statement statement = observer.createStatement()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            creation.isDone() || statement.executeQuery(waiters).next());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void schema_thatCannotBeCreated_closesTheConnectionsOfTheStore_butNotThoseOfTheHost() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (Connection host = DriverManager.getConnection(url);
                Statement statement = host.createStatement()) {
            statement.execute("CREATE TABLE anchorify_tokens (somebody_elses INT)");
            JdbcTokenStore own = JdbcTokenStore.connect(url);
            HikariDataSource pool = (HikariDataSource) own.dataSource();
            JdbcTokenStore shared = JdbcTokenStore.on(pool);

            assertThatThrownBy(shared::createSchema).isInstanceOf(TokenStoreException.class);
            assertThat(pool.isClosed()).isFalse();
            assertThatThrownBy(own::createSchema).isInstanceOf(TokenStoreException.class);
            assertThat(pool.isClosed()).isTrue();
        }
    }

    @Test
    void unknownDatabase_failsTheStart() {
        for (String product : List.of("MySQL", "Oracle", "Apache Derby")) {
            assertThatThrownBy(() -> JdbcTokenStore.on(databaseNamed(product)))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessage("The database '" + product
                            + "' is not supported. Use H2, PostgreSQL or MariaDB, or implement TokenStore for it");
        }
    }

    @Test
    void urlWithoutADriver_failsTheStartWithoutShowingTheUrl() {
        assertThatThrownBy(() -> JdbcTokenStore.connect("jdbc:oracle:thin:scott/tiger@db:1521"))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageStartingWith("There is no JDBC driver for 'jdbc:oracle:' on the class path.")
                .satisfies(e -> assertThat(everythingSaidBy(e)).doesNotContain("tiger"));
        assertThatThrownBy(() -> JdbcTokenStore.connect("hunter2"))
                .hasMessageStartingWith("There is no JDBC driver for this URL")
                .satisfies(e -> assertThat(everythingSaidBy(e)).doesNotContain("hunter2"));
    }

    @Test
    void databaseThatIsNotThere_failsTheStartWithinSeconds_withoutShowingThePassword() {
        for (String url : List.of(
                "jdbc:postgresql://127.0.0.1:1/x?user=ada&password=hunter2",
                "jdbc:mariadb://127.0.0.1:1/x?user=ada&password=hunter2",
                "jdbc:h2:file:/proc/nowhere/x;USER=ada;PASSWORD=hunter2")) {
            assertThatThrownBy(() -> JdbcTokenStore.connect(url))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageContaining("Check its URL, user and password")
                    .satisfies(e -> assertThat(everythingSaidBy(e)).doesNotContain("hunter2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A_", "1_", "a-b", "a;b", "seventeen_letters_and_more_than31", "tokens where 1=1 --"})
    void tablePrefix_outsideItsForm_isRefused(String prefix) {
        try (JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID())) {
            assertThatThrownBy(() -> store.tablePrefix(prefix))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A table prefix is");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void hostsDataSource_inManualCommitMode_sees_andCommits_andStaysOpen(Place place) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(place.url);
        config.setUsername(place.user);
        config.setPassword(place.password);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(3);
        String prefix = "host" + Math.abs(UUID.randomUUID().hashCode()) + "_";
        try (HikariDataSource pool = new HikariDataSource(config);
                JdbcTokenStore other = JdbcTokenStore.connect(place.url, place.user, place.password)
                        .tablePrefix(prefix)) {
            JdbcTokenStore hosts = JdbcTokenStore.on(pool).tablePrefix(prefix).createSchema();
            TokenService issuing = TokenService.builder(hosts).build();
            TokenService reading = TokenService.builder(other).build();
            String id = issuing.issue("ada", "laptop").id();

            assertThat(reading.find("ada", id)).isPresent();
            assertThat(issuing.find("ada", id).orElseThrow().revokedAt()).isNull();
            reading.revoke("ada", id);
            // MariaDB's own default isolation would show a transaction that is left open the token as it was before.
            assertThat(issuing.find("ada", id).orElseThrow().revokedAt()).isNotNull();

            issuing.close();
            assertThat(pool.isClosed()).isFalse();
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }

    @Test
    void store_closed_failsWithAnExceptionOfItsOwn() {
        JdbcTokenStore store =
                JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID()).createSchema();
        store.close();

        assertThatThrownBy(() -> store.list(TokenQuery.of("ada"), java.time.Instant.EPOCH))
                .isInstanceOf(TokenStoreException.class);
    }

    @Test
    void url_getsWhatKeepsAStorePromptAndDurable_unlessItSaysOtherwise() {
        assertThat(ConnectionUrl.withDefaults("jdbc:postgresql://db/x"))
                .isEqualTo(
                        "jdbc:postgresql://db/x?connectTimeout=2&socketTimeout=5&cancelSignalTimeout=1&tcpKeepAlive=true");
        assertThat(ConnectionUrl.withDefaults("jdbc:postgresql://db/x?socketTimeout=30&ssl=true"))
                .isEqualTo("jdbc:postgresql://db/x?socketTimeout=30&ssl=true&connectTimeout=2&cancelSignalTimeout=1"
                        + "&tcpKeepAlive=true");
        assertThat(ConnectionUrl.withDefaults("jdbc:mariadb://db/x"))
                .isEqualTo("jdbc:mariadb://db/x?connectTimeout=2000&socketTimeout=5000&tcpKeepAlive=true");
        assertThat(ConnectionUrl.withDefaults("jdbc:h2:./auth"))
                .isEqualTo("jdbc:h2:./auth;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        assertThat(ConnectionUrl.withDefaults("jdbc:h2:./auth;write_delay=10"))
                .isEqualTo("jdbc:h2:./auth;write_delay=10;DB_CLOSE_ON_EXIT=FALSE");
        assertThat(ConnectionUrl.withDefaults("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x;DB_CLOSE_DELAY=-1");
        assertThat(ConnectionUrl.withDefaults("jdbc:other:x")).isEqualTo("jdbc:other:x");
        assertThat(ConnectionUrl.setsSocketTimeout("jdbc:mariadb://db/x?socketTimeout=30000"))
                .isTrue();
        assertThat(ConnectionUrl.setsSocketTimeout("jdbc:mariadb://db/x")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void read_leavesItsConnectionAsItWas(Place place) throws Exception {
        try (JdbcTokenStore store = place.store().createSchema()) {
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

    private static String productOf(DatabaseServer server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version()")) {
            row.next();
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** A data source that is real in nothing but its name: no driver of such a database is needed to be refused. */
    private static DataSource databaseNamed(String product) {
        return proxy(DataSource.class, proxy(Connection.class, proxy(DatabaseMetaData.class, product)));
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> method.getReturnType().isInstance(answer) ? answer : null));
    }

    private static String everythingSaidBy(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
