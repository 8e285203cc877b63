package io.anchorify.auth.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.jdbc.RecordedStatements.Recorded;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A store with many tokens, which records its statements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ManyTokens {

    final TestTables tables;
    final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    final ActiveRule rule = ActiveRule.at(now);

    private final RecordedStatements statements = new RecordedStatements();
    private final HikariDataSource pool;
    private JdbcTokenStore store;
    private Connection connection;

    ManyTokens(DatabaseServer server) {
        tables = TestTables.in(server);
        pool = HostPool.of(tables, 10);
    }

    /** The statements that load the tokens. */
    abstract List<String> load();

    @BeforeAll
    void open() throws SQLException {
        store = JdbcTokenStore.on(statements.on(pool))
                .tablePrefix(tables.prefix())
                .createSchema();
        connection = tables.connection();
        try (Statement statement = connection.createStatement()) {
            for (String sql : load()) {
                statement.execute(sql.replace("{tokens}", tables.prefix() + "tokens")
                        .replace("{attributes}", tables.prefix() + "attributes"));
            }
        }
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        store.close();
        pool.close();
    }

    Connection connection() {
        return connection;
    }

    /** What runs, and the statements that it runs. */
    record Case(String name, Consumer<JdbcTokenStore> call) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The statements of a case that read or change tokens. */
    List<Recorded> statementsOf(Case example) {
        statements.take();
        example.call.accept(store);
        return statements.take().stream()
                .filter(statement -> statement.sql().contains(tables.prefix() + "tokens"))
                .toList();
    }

    static ChangeRecord change() {
        return new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken());
    }
}
