package io.anchorify.auth.spring;

import static io.anchorify.auth.spring.TestApplications.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of tokens inside a transaction of the application, whatever its data source is wrapped in. */
class TransactionsTest {

    static Stream<Arguments> dataSources() {
        return Stream.of(
                wrapped("plain", target -> target),
                wrapped("without autocommit", target -> {
                    ((HikariDataSource) target).setAutoCommit(false);
                    return target;
                }),
                wrapped("transaction-aware", TransactionAwareDataSourceProxy::new),
                wrapped("lazy", LazyConnectionDataSourceProxy::new),
                wrapped(
                        "transaction-aware and lazy",
                        target -> new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(target))),
                wrapped(
                        "unknown wrapper",
                        target -> new DelegatingDataSource(new TransactionAwareDataSourceProxy(target))));
    }

    private static Arguments wrapped(String name, UnaryOperator<DataSource> wrapper) {
        return Arguments.of(name, wrapper);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dataSources")
    void changes_inATransaction_areNotPartOfIt(String name, UnaryOperator<DataSource> wrapper) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(newDatabase());
        new ApplicationContextRunner()
                .withBean(DataSource.class, () -> wrapper.apply(pool))
                .withConfiguration(AutoConfigurations.of(AnchorifyAuthAutoConfiguration.class))
                .run(context -> {
                    assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                            .as("connections that the store keeps")
                            .isEqualTo(4);
                    assertIndependent(context.getBean(DataSource.class), context.getBean(TokenService.class));
                });
        pool.close();
    }

    private static void assertIndependent(DataSource dataSource, TokenService tokens) {
        JdbcTemplate sql = new JdbcTemplate(dataSource);
        sql.execute("CREATE TABLE notes (id INT PRIMARY KEY)");
        String kept = tokens.issue("bob", "before").id();

        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        transaction.executeWithoutResult(status -> {
            sql.update("INSERT INTO notes VALUES (1)");
            Settings before = Settings.of(dataSource);
            String secret = tokens.issue("ada", "inside").secret().reveal();
            tokens.revoke("bob", kept);

            assertThat(tokens.authenticate(secret)).isInstanceOf(Authenticated.class);
            assertThat(Settings.of(dataSource)).isEqualTo(before);
            status.setRollbackOnly();
        });

        assertThat(sql.queryForObject("SELECT count(*) FROM notes", Long.class)).isZero();
        assertThat(tokens.count(TokenQuery.of("ada"))).isEqualTo(1);
        assertThat(tokens.count(TokenQuery.of("bob"))).isZero();
    }

    /** The connection of the transaction. */
    private record Settings(boolean autoCommit, int isolation, boolean readOnly) {

        static Settings of(DataSource dataSource) {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                return new Settings(
                        connection.getAutoCommit(), connection.getTransactionIsolation(), connection.isReadOnly());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }
}
