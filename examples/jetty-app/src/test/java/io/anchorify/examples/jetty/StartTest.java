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

/** A start that fails leaves nothing open. */
class StartTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The first stops the creation of the schema, the second its verification.
                "CREATE TABLE anchorify_tokens (id INT)",
                "CREATE TABLE anchorify_tokens (id INT, owner INT, created_at INT)"
            })
    void start_onATableThatIsNotOurs_closesItsConnections(String table) throws Exception {
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
    void start_thatSucceeds_hasAPool() throws Exception {
        long before = pools();
        try (TestApp app = TestApp.on(Map.of("ANCHORIFY_JDBC_URL", url))) {
            assertThat(app.port()).isPositive();
            assertThat(pools()).isGreaterThan(before);
        }
    }

    /** Each pool of connections keeps house in a thread of its own. */
    private static long pools() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("housekeeper"))
                .count();
    }
}
