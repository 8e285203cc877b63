package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an import may take, and when it writes. */
class TokenImportTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
    private final TestTables tables = TestTables.inH2();

    private JdbcTokenStore store;
    private Connection connection;
    private TokenImport tokens;

    @BeforeEach
    void begin() throws Exception {
        store = tables.connect().createSchema();
        connection = store.dataSource().getConnection();
        Tables names = new Tables(tables.prefix(), new H2Dialect());
        tokens = new TokenImport(new Session(connection, names), nanoTime::get);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        store.close();
    }

    @Test
    void smallBatch_ofASlowSource_isWrittenBeforeTheDatabaseEndsTheTransaction() {
        tokens.add(token(1));
        assertThat(store.listAll("", 10)).isEmpty();

        advance(Duration.ofMillis(1001));
        tokens.add(token(2));
        assertThat(store.listAll("", 10)).hasSize(2);

        tokens.add(token(3));
        assertThat(store.listAll("", 10)).hasSize(2);
    }

    @Test
    void sink_afterTheLimit_refusesEverything() {
        tokens.add(token(1));
        advance(TokenImport.LIMIT.plusNanos(1));

        assertThatThrownBy(() -> tokens.add(token(2)))
                .isInstanceOf(TokenStoreException.class)
                .hasMessage("An import must complete within 10 minutes. Nothing was imported");
        assertThatThrownBy(() -> tokens.unwrap(Connection.class)).isInstanceOf(TokenStoreException.class);
        assertThatThrownBy(() -> tokens.finish()).isInstanceOf(TokenStoreException.class);
    }

    private void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private static StoredToken token(int number) {
        byte[] hash = new byte[TokenHash.LENGTH];
        hash[0] = (byte) number;
        Token token = Token.builder("t" + number, "ada", Instant.parse("2026-03-01T09:30:00Z"))
                .build();
        return new StoredToken(token, TokenHash.of(hash));
    }
}
