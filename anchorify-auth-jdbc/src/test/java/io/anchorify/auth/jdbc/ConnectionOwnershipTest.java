package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each store has connections that no other store uses, and closes them. */
@Timeout(60)
class ConnectionOwnershipTest {

    private final TestTables tables = TestTables.inH2();

    @Test
    void storesWithTwelvePrefixes_workAndCloseIndependently() {
        List<TokenService> services = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                services.add(TokenService.builder(prefixed("t" + i + "_").createSchema())
                        .build());
            }
            services.forEach(ConnectionOwnershipTest::assertWorks);
            services.get(0).close();
            services.subList(1, 12).forEach(ConnectionOwnershipTest::assertWorks);
        } finally {
            services.forEach(TokenService::close);
        }
    }

    @Test
    void createSchema_thatFails_closesTheConnectionsOfNoOtherStore() throws SQLException {
        try (TokenService tokens =
                TokenService.builder(prefixed("t1_").createSchema()).build()) {
            execute("CREATE TABLE t2_tokens (of_another_application INT)");
            JdbcTokenStore other = prefixed("t2_");

            assertThatThrownBy(other::createSchema).isInstanceOf(TokenStoreException.class);

            assertThat(((HikariDataSource) other.dataSource()).isClosed()).isTrue();
            assertWorks(tokens);
        }
    }

    @Test
    void tablePrefix_takesOverTheConnections() {
        JdbcTokenStore replaced = tables.connect();
        try (JdbcTokenStore store = replaced.tablePrefix("t1_").createSchema()) {
            replaced.close();

            assertThatCode(store::verify).doesNotThrowAnyException();
            assertThatThrownBy(replaced::ping)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Use the store that tablePrefix() or allowLostCommits() returned. It has taken over the connections");
            assertThatThrownBy(() -> replaced.tablePrefix("t2_")).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A_", "1_", "a-b", "a;b", "seventeen_letters_and_more_than31", "tokens where 1=1 --"})
    void tablePrefix_ofAnotherForm_isRejectedAndClosesTheStore(String prefix) {
        JdbcTokenStore store = JdbcTokenStore.connect(tables.url());

        assertThatThrownBy(() -> store.tablePrefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A table prefix is");
        assertThat(((HikariDataSource) store.dataSource()).isClosed()).isTrue();
    }

    @Test
    void on_aPoolThatIsTooSmall_isRefusedAndGivesTheConnectionsBack() throws SQLException {
        for (int size : List.of(1, 4)) {
            HikariConfig config = HostPool.config(tables, size);
            config.setConnectionTimeout(250);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                assertThatThrownBy(() -> JdbcTokenStore.on(pool))
                        .isInstanceOf(TokenStoreException.class)
                        .hasMessageStartingWith("The token database did not provide 5 connections at the same time: ")
                        .hasMessageEndingWith("Enlarge the pool of the data source, or let"
                                + " JdbcTokenStore.on(dataSource, connections) keep fewer than 4");
                assertAllAreFree(pool, size);
            }
        }
    }

    @Test
    void on_keepsItsConnectionsAndReturnsThemWhenItIsClosed() throws SQLException {
        try (HikariDataSource pool = HostPool.of(tables, 5)) {
            try (TokenService tokens =
                    TokenService.builder(JdbcTokenStore.on(pool).createSchema()).build()) {
                assertWorks(tokens);
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(4);
            }
            assertAllAreFree(pool, 5);
        }
    }

    /** The pool of the store aborts connections in use, which the pool of the host would not notice. */
    @Test
    void on_closedDuringACall_returnsTheConnectionOfTheCallToo() throws Exception {
        CountDownLatch importing = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (HikariDataSource pool = HostPool.of(tables, 3)) {
            TokenService tokens = TokenService.builder(
                            JdbcTokenStore.on(pool, 2).createSchema())
                    .build();
            CompletableFuture<?> call = CompletableFuture.runAsync(
                    () -> tokens.importTokens(sink -> {
                        importing.countDown();
                        await(closed);
                    }),
                    task -> new Thread(task).start());
            importing.await();

            tokens.close();
            closed.countDown();

            assertThatThrownBy(call::join).hasCauseInstanceOf(TokenStoreException.class);
            assertAllAreFree(pool, 3);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void on_aDataSourceWithoutAPool_works() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl(tables.url());
        try (TokenService tokens = TokenService.builder(
                        JdbcTokenStore.on(dataSource).createSchema())
                .build()) {
            assertWorks(tokens);
        }
    }

    @Test
    void on_withFewerThanTwoConnections_isRejected() {
        try (HikariDataSource pool = HostPool.of(tables, 3)) {
            assertThatThrownBy(() -> JdbcTokenStore.on(pool, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A store needs at least two connections: one follows the change feed");
            try (TokenService tokens = TokenService.builder(
                            JdbcTokenStore.on(pool, 2).createSchema())
                    .build()) {
                assertWorks(tokens);
            }
        }
    }

    private JdbcTokenStore prefixed(String prefix) {
        return JdbcTokenStore.connect(tables.url()).tablePrefix(prefix);
    }

    /** After the first lookup, the node follows the change feed on a connection of its own. */
    private static void assertWorks(TokenService tokens) {
        IssuedToken token = tokens.issue("ada", "laptop");
        tokens.authenticate(token.secret().reveal());
        assertThat(tokens.revoke("ada", token.id()).receipt().acknowledged()).isEqualTo(1);
    }

    private static void assertAllAreFree(HikariDataSource pool, int size) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            connections.add(pool.getConnection());
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(tables.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
