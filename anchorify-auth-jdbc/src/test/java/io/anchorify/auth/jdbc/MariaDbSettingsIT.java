package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of MariaDB under which texts compare exactly, or the start fails. */
class MariaDbSettingsIT {

    /** Starting the server takes longer than some tests may. */
    @BeforeAll
    static void startServer() {
        DatabaseServer.mariaDb();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sql_mode=''",
                "sql_mode='ANSI'",
                "sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT'",
                "sql_mode='NO_BACKSLASH_ESCAPES'",
                "sql_mode='PAD_CHAR_TO_FULL_LENGTH'",
                "sql_mode='TRADITIONAL,ONLY_FULL_GROUP_BY'",
                "sql_mode='MSSQL'",
                "autocommit=0",
                "time_zone='+05:45'",
                "collation_connection='utf8mb4_general_ci'",
                "tx_isolation='SERIALIZABLE'"
            })
    void texts_underASettingOfTheSession_compareExactly(String setting) {
        ExactTexts.assertExact(
                connectWith(TestTables.in(DatabaseServer.mariaDb()), setting).createSchema());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sql_safe_updates=1 | MariaDB has sql_safe_updates=1",
                "sql_select_limit=100 | MariaDB has a sql_select_limit",
                "tx_read_only=1 | READ ONLY transaction",
                "sql_mode='ORACLE,EMPTY_STRING_IS_NULL' | The database treats empty texts as NULL",
            })
    void start_underASettingOfTheSession_isRefused(String setting, String message) {
        TestTables tables = TestTables.in(DatabaseServer.mariaDb());
        tables.connect().createSchema().close();

        ExactTexts.assertRefused(() -> connectWith(tables, setting), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci | does not distinguish all texts",
                "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin | does not distinguish all texts",
                "CONVERT TO CHARACTER SET latin1 COLLATE latin1_nopad_bin | rejected a test",
                "CONVERT TO CHARACTER SET utf8mb3 COLLATE utf8mb3_nopad_bin | rejected a test",
                "MODIFY id VARCHAR(64) COLLATE utf8mb4_general_nopad_ci NOT NULL | does not distinguish all texts",
                "ENGINE = Aria | do not use the storage engine InnoDB"
            })
    void start_onATableThatAnAdministratorChanged_isRefused(String change, String message) throws SQLException {
        TestTables tables = TestTables.in(DatabaseServer.mariaDb());
        try (JdbcTokenStore store = tables.connect().createSchema();
                Connection connection = tables.connection();
                Statement statement = connection.createStatement()) {
            // The table of attributes refers to this one.
            statement.execute("DROP TABLE " + tables.prefix() + "attributes");
            statement.execute("ALTER TABLE " + tables.prefix() + "tokens " + change);
            statement.execute("CREATE TABLE " + tables.prefix() + "attributes (token_id INT, name INT, content INT)");

            ExactTexts.assertRefused(() -> store, message);
        }
    }

    private static JdbcTokenStore connectWith(TestTables tables, String setting) {
        String url = tables.url() + "?sessionVariables=" + setting;
        return JdbcTokenStore.connect(url, tables.user(), tables.password()).tablePrefix(tables.prefix());
    }
}
