package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a pool connects again after an outage. */
@Timeout(30)
class ConnectionSourceTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean isDown;

    private final ConnectionSource source = new ConnectionSource(this::connect);

    @Test
    void getConnection_duringAnOutage_failsOnceAndThenWaitsForTheDatabase() throws Exception {
        isDown = true;
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessage("down");
        CompletableFuture<Connection> second = connectOnAThread();
        Awaitility.await().until(() -> attempts.get() >= 4);
        assertThat(second).isNotDone();

        isDown = false;
        second.get(10, TimeUnit.SECONDS).close();

        isDown = true;
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessage("down");
    }

    @Test
    void close_endsAWaitingCall() {
        isDown = true;
        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        CompletableFuture<Connection> second = connectOnAThread();
        Awaitility.await().until(() -> attempts.get() >= 2);

        source.stop();

        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("down");
    }

    @Test
    void pool_afterAnOutage_hasAConnectionSoonAndReportsTheReasonUntilThen() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(300);
        config.setMaxLifetime(Duration.ofSeconds(30).toMillis());
        try (HikariDataSource pool = new HikariDataSource(config)) {
            isDown = true;
            try (Connection connection = pool.getConnection()) {
                pool.evictConnection(connection);
            }
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(pool::getConnection).rootCause().hasMessage("down");
            }

            isDown = false;
            long up = System.nanoTime();
            Awaitility.await().ignoreExceptions().until(() -> {
                pool.getConnection().close();
                return true;
            });
            assertThat(Duration.ofNanos(System.nanoTime() - up)).isLessThan(Duration.ofMillis(700));
        } finally {
            source.close();
        }
    }

    private CompletableFuture<Connection> connectOnAThread() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return source.getConnection();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    private Connection connect() throws SQLException {
        attempts.incrementAndGet();
        if (isDown) {
            throw new SQLException("down");
        }
        return DriverManager.getConnection("jdbc:h2:mem:");
    }
}
