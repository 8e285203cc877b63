package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application with migrations of its own, on a database without tables and on that of an earlier start. */
class FlywayTest {

    @Test
    void application_startedTwice_hasItsTablesAndThoseOfTheTokens() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

        assertThat(tokensAfterStart(url)).isEqualTo(1);
        assertThat(tokensAfterStart(url)).isEqualTo(2);
    }

    private static long tokensAfterStart(String url) {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=" + url,
                "--spring.flyway.enabled=true",
                "--logging.level.root=off")) {
            TokenService tokens = context.getBean(TokenService.class);
            tokens.issue("ada", "laptop");
            JdbcTemplate sql = context.getBean(JdbcTemplate.class);
            assertThat(sql.queryForObject("SELECT count(*) FROM notes", Long.class))
                    .isZero();
            return tokens.count(TokenQuery.of("ada"));
        }
    }
}
