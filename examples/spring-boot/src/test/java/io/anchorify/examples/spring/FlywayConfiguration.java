package io.anchorify.examples.spring;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** An application in which Flyway creates the tables, after those of its own migrations. */
@TestConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class FlywayConfiguration {

    @Bean
    FlywayMigrationStrategy migrations() {
        return own -> {
            own.migrate();
            Flyway.configure()
                    .configuration(own.getConfiguration())
                    .locations("classpath:io/anchorify/auth/jdbc/schema/h2")
                    .placeholders(Map.of("prefix", "anchorify_"))
                    .table("anchorify_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        };
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    TokenService tokens(DataSource dataSource) {
        return TokenService.builder(JdbcTokenStore.on(dataSource)).build();
    }
}
