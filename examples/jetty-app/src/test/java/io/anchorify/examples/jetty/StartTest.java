package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed start closes its connections. */
class StartTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The first fails the schema creation, the second its verification.
                "CREATE TABLE anchorify_tokens (id INT)",
                "CREATE TABLE anchorify_tokens (id INT, owner INT, created_at INT)"
            })
    void start_onForeignTable_closesItsConnections(String table) throws Exception {
        long before = pools();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(table);
            assertThatThrownBy(() ->
                            AnchorifyApp.start(Settings.of(Map.of("ANCHORIFY_JDBC_URL", url, "ANCHORIFY_PORT", "0"))))
                    .isInstanceOf(TokenStoreException.class);
        }
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> pools() == before);
    }

    @Test
    void start_successful_opensAPool() throws Exception {
        long before = pools();
        try (TestApp app = TestApp.on(Map.of("ANCHORIFY_JDBC_URL", url))) {
            assertThat(app.port()).isPositive();
            assertThat(pools()).isGreaterThan(before);
        }
    }

    /** Counts connection pools by their housekeeper threads. */
    private static long pools() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("housekeeper"))
                .count();
    }
}
