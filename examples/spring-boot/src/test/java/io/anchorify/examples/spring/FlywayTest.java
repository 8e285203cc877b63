package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Applications with migrations of their own, which Flyway runs on a database without tables and on that of an earlier start. */
class FlywayTest {

    private static final String ISSUED = "SELECT count(*) FROM anchorify_tokens";

    @ParameterizedTest
    @ValueSource(classes = {Application.class, FlywayConfiguration.class})
    void application_startedTwice_hasItsTablesAndThoseOfTheTokens(Class<?> application) {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        long first = tokensAfterStart(application, url);

        assertThat(tokensAfterStart(application, url)).isGreaterThan(first);
    }

    /** Issues one token. The application itself may issue others. */
    private static long tokensAfterStart(Class<?> application, String url) {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                application,
                "--server.port=0",
                "--spring.datasource.url=" + url,
                "--spring.flyway.enabled=true",
                "--logging.level.root=off")) {
            context.getBean(TokenService.class).issue("ada", "laptop");
            JdbcTemplate sql = context.getBean(JdbcTemplate.class);
            assertThat(sql.queryForObject("SELECT count(*) FROM notes", Long.class))
                    .isZero();
            return sql.queryForObject(ISSUED, Long.class);
        }
    }
}
