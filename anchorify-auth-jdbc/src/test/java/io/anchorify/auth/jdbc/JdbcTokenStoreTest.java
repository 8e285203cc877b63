package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ActiveRule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Opening, configuring and closing a store. {@link DatabaseContract} tests what it stores. */
class JdbcTokenStoreTest {

    @Test
    void createSchema_thatFails_closesThePoolOfTheStoreButNotOfTheHost() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (Connection host = DriverManager.getConnection(url);
                Statement statement = host.createStatement()) {
            statement.execute("CREATE TABLE anchorify_tokens (of_another_application INT)");
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
    void on_anUnsupportedDatabase_failsAndNamesIt() {
        for (String product : List.of("MySQL", "Oracle", "Apache Derby")) {
            assertThatThrownBy(() -> JdbcTokenStore.on(databaseNamed(product)))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessage("The database '" + product
                            + "' is not supported. Use H2, PostgreSQL or MariaDB, or implement TokenStore for it");
        }
    }

    @Test
    void connect_withoutADriver_failsWithoutRevealingTheUrl() {
        assertThatThrownBy(() -> JdbcTokenStore.connect("jdbc:oracle:thin:scott/tiger@db:1521"))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageStartingWith("There is no JDBC driver for 'jdbc:oracle:' on the class path.")
                .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain("tiger"));
        assertThatThrownBy(() -> JdbcTokenStore.connect("hunter2"))
                .hasMessageStartingWith("There is no JDBC driver for this URL")
                .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain("hunter2"));
    }

    @Test
    void list_afterClose_throwsTokenStoreException() {
        JdbcTokenStore store =
                JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID()).createSchema();
        store.close();

        assertThatThrownBy(() -> store.list(TokenQuery.of("ada"), ActiveRule.at(Instant.EPOCH)))
                .isInstanceOf(TokenStoreException.class);
    }

    /** A data source that only knows the name of its database, so that no driver is needed. */
    private static DataSource databaseNamed(String product) {
        return proxy(DataSource.class, proxy(Connection.class, proxy(DatabaseMetaData.class, product)));
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> method.getReturnType().isInstance(answer) ? answer : null));
    }

    private static String stackTraceOf(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
