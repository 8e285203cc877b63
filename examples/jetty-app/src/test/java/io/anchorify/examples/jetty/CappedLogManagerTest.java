package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CappedLogManagerTest {

    private final LogManager manager = new CappedLogManager();

    @ParameterizedTest
    @CsvSource({
        "org.eclipse.jetty.http.HttpParser, ALL, INFO",
        "org.postgresql, FINEST, INFO",
        "io.anchorifyx, CONFIG, INFO",
        "com.zaxxer.hikari, INFO, INFO",
        "org.eclipse.jetty, WARNING, WARNING",
        "io.anchorify.auth.TokenService, ALL, ALL",
        "'', ALL, ALL"
    })
    void logger_isCappedUnlessItIsAnchorifys(String name, String configured, String effective) {
        Logger logger = new Logger(name, null) {};
        logger.setLevel(Level.parse(configured));

        assertThat(manager.addLogger(logger)).isTrue();

        assertThat(logger.getLevel()).isEqualTo(Level.parse(effective));
    }
}
