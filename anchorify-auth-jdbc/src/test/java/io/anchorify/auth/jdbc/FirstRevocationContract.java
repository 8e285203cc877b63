package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenService;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a first program does: issue, authenticate and revoke a token, in tables that were created a moment ago. */
abstract class FirstRevocationContract {

    private static final int REPETITIONS = 60;
    private static final int THREADS = 3;
    /** Far below the 3.8 s after which a revocation stops waiting for a node. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(2);

    abstract TestTables newTables();

    @Test
    @Timeout(120)
    void revoke_inNewTables_isAcknowledgedAndNotWaitedOut() throws Exception {
        TestTables tables = newTables();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (JdbcTokenStore pool = tables.connect()) {
            open(pool.dataSource(), THREADS * 3);
            List<Future<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < REPETITIONS; i++) {
                String prefix = tables.prefix() + i + "_";
                receipts.add(threads.submit(() -> firstRevocation(pool, prefix)));
            }
            for (Future<Receipt> each : receipts) {
                Receipt receipt = each.get();
                assertThat(receipt.acknowledged()).isEqualTo(1);
                assertThat(Duration.between(receipt.committedAt(), receipt.effectiveAt()))
                        .isLessThan(ACKNOWLEDGED_WITHIN);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** H2 opens no connection while another one creates tables, which takes longer than the pool waits for a connection. */
    private static void open(DataSource pool, int count) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        while (connections.size() < count) {
            connections.add(pool.getConnection());
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static Receipt firstRevocation(JdbcTokenStore pool, String prefix) {
        JdbcTokenStore store =
                JdbcTokenStore.on(pool.dataSource(), 2).tablePrefix(prefix).createSchema();
        try (TokenService tokens = TokenService.builder(store).build()) {
            IssuedToken token = tokens.issue("ada", "laptop");
            tokens.authenticate(token.secret().reveal());
            return tokens.revoke("ada", token.id()).receipt();
        }
    }
}
