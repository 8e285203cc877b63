package io.anchorify.auth.spring;

import static io.anchorify.auth.spring.TestApplications.withoutWeb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.page.FlywayConfiguration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who creates the tables, and when. */
class MigrationsIT {

    /** Each migrates the table {@code notes} of the application. */
    enum Tool {
        FLYWAY(FlywayAutoConfiguration.class, "spring.flyway.locations=classpath:db/migration"),
        LIQUIBASE(LiquibaseAutoConfiguration.class, "spring.liquibase.change-log=classpath:db/changelog/notes.xml");

        private final Class<?> autoConfiguration;
        private final String migrations;

        Tool(Class<?> autoConfiguration, String migrations) {
            this.autoConfiguration = autoConfiguration;
            this.migrations = migrations;
        }

        ApplicationContextRunner application() {
            return withoutWeb()
                    .withConfiguration(AutoConfigurations.of(autoConfiguration))
                    .withPropertyValues(migrations);
        }
    }

    /** Flyway refuses a database with tables and without a history, so the migrations must come first. */
    @ParameterizedTest
    @EnumSource
    void create_onANewDatabaseAndAgain_comesAfterTheMigrations(Tool tool) {
        ApplicationContextRunner application = tool.application();

        assertTokensAfterStart(application, 1);
        assertTokensAfterStart(application, 2);
    }

    /** The application had the tokens before it had migrations. */
    @ParameterizedTest
    @EnumSource
    void create_onADatabaseWithoutAHistory_keepsItsTokens(Tool tool) {
        ApplicationContextRunner application =
                withoutWeb().withPropertyValues("spring.flyway.enabled=false", "spring.liquibase.enabled=false");
        application.run(context -> context.getBean(TokenService.class).issue("ada", "before"));

        assertTokensAfterStart(
                application
                        .withConfiguration(AutoConfigurations.of(tool.autoConfiguration))
                        .withPropertyValues(
                                tool.migrations,
                                "spring.flyway.enabled=true",
                                "spring.flyway.baseline-on-migrate=true",
                                "spring.flyway.baseline-version=0",
                                "spring.liquibase.enabled=true"),
                2);
    }

    @ParameterizedTest
    @EnumSource
    void verify_withoutTheTables_fails(Tool tool) {
        tool.application()
                .withPropertyValues("anchorify.auth.schema=verify")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TokenStoreException.class)
                        .hasMessageContaining("V1__tokens.sql"));
    }

    @Test
    void verify_afterFlywayCreatedTheTables_starts() {
        ApplicationContextRunner application = Tool.FLYWAY
                .application()
                .withUserConfiguration(FlywayConfiguration.class)
                .withPropertyValues("anchorify.auth.schema=verify");

        assertTokensAfterStart(application, 1);
        assertTokensAfterStart(application, 2);
    }

    @Test
    void verify_afterLiquibaseCreatedTheTables_starts() {
        ApplicationContextRunner application = Tool.LIQUIBASE
                .application()
                .withPropertyValues(
                        "spring.liquibase.change-log=classpath:db/changelog/notes-and-tokens.xml",
                        "anchorify.auth.schema=verify");

        assertTokensAfterStart(application, 1);
        assertTokensAfterStart(application, 2);
    }

    @Test
    void none_withoutTheTables_startsAndLeavesThemOut() {
        withoutWeb().withPropertyValues("anchorify.auth.schema=none").run(context -> {
            TokenService tokens = context.getBean(TokenService.class);
            assertThatThrownBy(() -> tokens.issue("ada", "laptop")).isInstanceOf(TokenStoreException.class);

            context.getBean(JdbcTokenStore.class).createSchema();
            tokens.issue("ada", "laptop");

            assertThat(tokens(context.getBean(DataSource.class))).isEqualTo(1);
        });
    }

    /** The store is not one of the auto-configuration. */
    @ParameterizedTest
    @EnumSource
    void storeOfTheApplication_isCreatedAfterTheMigrations(Tool tool) {
        assertTokensAfterStart(tool.application().withUserConfiguration(OwnStore.class), 1);
    }

    private static void assertTokensAfterStart(ApplicationContextRunner application, long expected) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(TokenService.class).issue("ada", "laptop");
            DataSource dataSource = context.getBean(DataSource.class);

            assertThat(new JdbcTemplate(dataSource).queryForObject("SELECT count(*) FROM notes", Long.class))
                    .isZero();
            assertThat(tokens(dataSource)).isEqualTo(expected);
        });
    }

    private static Long tokens(DataSource dataSource) {
        return new JdbcTemplate(dataSource).queryForObject("SELECT count(*) FROM anchorify_tokens", Long.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {

        @Bean
        TokenStore store(DataSource dataSource) {
            return JdbcTokenStore.on(dataSource).createSchema();
        }
    }
}
