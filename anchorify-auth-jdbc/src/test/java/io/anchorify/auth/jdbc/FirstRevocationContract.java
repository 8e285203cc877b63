package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a first program does: issue, authenticate and revoke a token, in tables that were created a moment ago. */
abstract class FirstRevocationContract {

    private static final int REPETITIONS = 100;
    /** Far below the 3.8 s after which a revocation stops waiting for a node. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(2);

    abstract TestTables newTables();

    @Test
    @Timeout(120)
    void revoke_inNewTables_isAcknowledgedAndNotWaitedOut() {
        TestTables tables = newTables();
        try (JdbcTokenStore pool = tables.connect()) {
            for (int i = 0; i < REPETITIONS; i++) {
                JdbcTokenStore store = JdbcTokenStore.on(pool.dataSource())
                        .tablePrefix(tables.prefix() + i + "_")
                        .createSchema();
                assertThat(firstRevocation(store)).as("repetition %d", i).satisfies(receipt -> {
                    assertThat(receipt.acknowledged()).isEqualTo(1);
                    assertThat(Duration.between(receipt.committedAt(), receipt.effectiveAt()))
                            .isLessThan(ACKNOWLEDGED_WITHIN);
                });
            }
        }
    }

    private static Receipt firstRevocation(JdbcTokenStore store) {
        try (TokenService tokens = TokenService.builder(store).build()) {
            IssuedToken token = tokens.issue("ada", "laptop");
            tokens.authenticate(token.secret().reveal());
            return tokens.revoke("ada", token.id()).receipt();
        }
    }
}
