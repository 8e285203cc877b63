package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of PostgreSQL under which texts compare exactly and commits are kept, or the start fails. */
class PostgresSettingsIT {

    private final DatabaseServer server = DatabaseServer.postgres();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard_conforming_strings=off",
                "backslash_quote=off",
                "DateStyle=SQL,DMY",
                "TimeZone=Asia/Kathmandu",
                "IntervalStyle=postgres_verbose",
                "bytea_output=escape",
                "transform_null_equals=on",
                "search_path=other_schema,public",
                "default_transaction_isolation=serializable",
                "enable_seqscan=off",
                "synchronous_commit=local"
            })
    void texts_underASettingOfTheSession_compareExactly(String setting) {
        ExactTexts.assertExact(connectWith(setting).createSchema());
    }

    @ParameterizedTest
    @CsvSource({
        "default_transaction_read_only=on, read-only transaction",
        "synchronous_commit=off, PostgreSQL has synchronous_commit=off",
    })
    void start_underASettingOfTheSession_isRefused(String setting, String message) {
        TestTables tables = TestTables.in(server);
        tables.connect().createSchema().close();

        ExactTexts.assertRefused(() -> connectWith(setting).tablePrefix(tables.prefix()), message);
    }

    @Test
    void start_onUnloggedTables_isRefusedUnlessAllowed() throws SQLException {
        TestTables tables = TestTables.in(server);
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            // A logged table cannot refer to an unlogged one.
            execute(
                    server.url(),
                    "ALTER TABLE " + tables.prefix() + "attributes SET UNLOGGED",
                    "ALTER TABLE " + tables.prefix() + "tokens SET UNLOGGED");

            ExactTexts.assertRefused(() -> store.tablePrefix(tables.prefix()), "Tables of this store are UNLOGGED");
        }
        try (JdbcTokenStore allowed = tables.connect().allowLostCommits()) {
            assertThatCode(allowed::verify).doesNotThrowAnyException();
        }
    }

    /** The shared server has this setting. */
    @Test
    void start_onAServerThatAPowerFailureHarms_isLogged() {
        Logger logger = Logger.getLogger(DatabaseCheck.class.getName());
        Level level = logger.getLevel();
        List<String> messages = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {
                // Nothing is buffered.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        logger.addHandler(handler);
        logger.setLevel(Level.WARNING);
        try (JdbcTokenStore store = TestTables.in(server).connect().createSchema()) {
            store.verify();
            try (JdbcTokenStore accepting = store.allowLostCommits()) {
                accepting.verify();
            }
        } finally {
            logger.setLevel(level);
            logger.removeHandler(handler);
        }
        assertThat(messages)
                .containsExactly("PostgreSQL has fsync=off, so a power failure can make a revoked token active again."
                        + " Set it to on");
    }

    /** A label with an emoji would otherwise be refused later, as if the database did not answer. */
    @ParameterizedTest
    @CsvSource({"LATIN1, has no equivalent in encoding", "SQL_ASCII, value too long"})
    void start_inADatabaseThatCannotHoldEveryCharacter_isRefused(String encoding, String message) throws SQLException {
        String database = "encoding_" + UUID.randomUUID().toString().replace("-", "");
        execute(
                server.url(),
                "CREATE DATABASE %s ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
                        .formatted(database, encoding));
        String url = server.url().replaceFirst("/postgres$", "/" + database);

        ExactTexts.assertRefused(() -> JdbcTokenStore.connect(url, server.user(), server.password()), message);
    }

    @ParameterizedTest
    @CsvSource({
        "owner, und-u-ks-level2", // ignores case
        "owner, und-u-ks-level1", // ignores accents too
        "owner, und", // ignores normal forms
        "owner, und-u-ka-shifted-ks-level3", // ignores spaces
        "id, und-u-ks-level2"
    })
    void start_onAColumnWithANondeterministicCollation_isRefused(String column, String locale) throws SQLException {
        TestTables tables = TestTables.in(server);
        try (JdbcTokenStore store = tables.connect().createSchema()) {
            String collation = tables.prefix() + "inexact";
            execute(
                    server.url(),
                    "CREATE COLLATION %s (provider = icu, locale = '%s', deterministic = false)"
                            .formatted(collation, locale),
                    "ALTER TABLE %1$sattributes DROP CONSTRAINT %1$sattributes_token_id_fkey"
                            .formatted(tables.prefix()),
                    "ALTER TABLE %stokens ALTER COLUMN %s TYPE VARCHAR(255) COLLATE %s"
                            .formatted(tables.prefix(), column, collation));

            ExactTexts.assertRefused(() -> store, "does not distinguish all texts");
        }
    }

    private JdbcTokenStore connectWith(String setting) {
        TestTables tables = TestTables.in(server);
        String url = server.url() + "?options=-c%20" + setting.replace(" ", "%20");
        return JdbcTokenStore.connect(url, server.user(), server.password()).tablePrefix(tables.prefix());
    }

    private void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
