package io.anchorify.auth.spring.page;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application in which Flyway creates the tables, after those of its own migrations. */
@Configuration(proxyBeanMethods = false)
public class FlywayConfiguration {

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
}
