package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Migrations and transactions on PostgreSQL, each test in a new database. */
class PostgresApplicationIT {

    @Test
    void create_withFlyway_comesAfterTheMigrations() {
        ApplicationContextRunner application = application(FlywayAutoConfiguration.class);

        assertTokensAfterStart(application, 1);
        assertTokensAfterStart(application, 2);
    }

    @Test
    void create_withLiquibase_comesAfterTheMigrations() {
        ApplicationContextRunner application = application(LiquibaseAutoConfiguration.class)
                .withPropertyValues("spring.liquibase.change-log=classpath:db/changelog/notes.xml");

        assertTokensAfterStart(application, 1);
        assertTokensAfterStart(application, 2);
    }

    @Test
    void verify_afterLiquibaseCreatedTheTables_starts() {
        ApplicationContextRunner application = application(LiquibaseAutoConfiguration.class)
                .withPropertyValues(
                        "spring.liquibase.change-log=classpath:db/changelog/notes-and-tokens.xml",
                        "anchorify.auth.schema=verify");

        assertTokensAfterStart(application, 1);
        assertTokensAfterStart(application, 2);
    }

    @Test
    void issue_inATransactionThatIsRolledBack_isKept() {
        application(DataSourceTransactionManagerAutoConfiguration.class).run(context -> {
            TokenService tokens = context.getBean(TokenService.class);
            sql(context).execute("CREATE TABLE notes (id INT PRIMARY KEY)");

            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(transaction -> {
                        sql(context).update("INSERT INTO notes VALUES (1)");
                        String secret = tokens.issue("ada", "laptop").secret().reveal();
                        assertThat(tokens.authenticate(secret)).isInstanceOf(Authenticated.class);
                        transaction.setRollbackOnly();
                    });

            assertThat(sql(context).queryForObject("SELECT count(*) FROM notes", Long.class))
                    .isZero();
            assertThat(tokens.count(TokenQuery.of("ada"))).isEqualTo(1);
        });
    }

    private static void assertTokensAfterStart(ApplicationContextRunner application, long expected) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(TokenService.class).issue("ada", "laptop");

            assertThat(sql(context).queryForObject("SELECT count(*) FROM notes", Long.class))
                    .isZero();
            assertThat(sql(context).queryForObject("SELECT count(*) FROM anchorify_tokens", Long.class))
                    .isEqualTo(expected);
        });
    }

    private static JdbcTemplate sql(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }

    private static ApplicationContextRunner application(Class<?> autoConfiguration) {
        DatabaseServer server = DatabaseServer.postgres();
        String database = "spring_" + UUID.randomUUID().toString().replace('-', '_');
        new JdbcTemplate(new DriverManagerDataSource(server.url(), server.user(), server.password()))
                .execute("CREATE DATABASE " + database);
        return TestApplications.withoutWeb()
                .withConfiguration(AutoConfigurations.of(autoConfiguration))
                .withPropertyValues(
                        "spring.datasource.url=" + server.url().replaceFirst("/postgres$", "/" + database),
                        "spring.datasource.username=" + server.user(),
                        "spring.datasource.password=" + server.password());
    }
}
