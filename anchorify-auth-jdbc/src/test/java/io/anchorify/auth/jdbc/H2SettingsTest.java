package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of H2 under which texts compare exactly and commits are kept, or the start fails. */
class H2SettingsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IGNORECASE=TRUE",
                "COLLATION=OFF",
                "MODE=STRICT",
                "MODE=LEGACY",
                "MODE=DB2",
                "MODE=Derby",
                "MODE=HSQLDB",
                "MODE=MSSQLServer;DATABASE_TO_LOWER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "MODE=MariaDB;DATABASE_TO_LOWER=TRUE",
                "MODE=MySQL;DATABASE_TO_LOWER=TRUE;IGNORECASE=TRUE",
                "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "DATABASE_TO_UPPER=FALSE",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "TIME ZONE=Asia/Kathmandu"
            })
    void texts_underASetting_compareExactly(String settings) {
        ExactTexts.assertExact(connect(settings).createSchema());
    }

    @ParameterizedTest
    @CsvSource({
        "COLLATION=ENGLISH STRENGTH PRIMARY, without SET COLLATION",
        "COLLATION=ENGLISH, without SET COLLATION",
        "MODE=Oracle, createSchema() failed: "
    })
    void start_underASettingThatCannotBeExact_isRefused(String settings, String message) {
        ExactTexts.assertRefused(() -> connect(settings), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "owner"})
    void start_onAColumnThatIgnoresCase_isRefused(String column) throws SQLException {
        try (JdbcTokenStore store = connect("MODE=REGULAR").createSchema();
                Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER TABLE anchorify_tokens ALTER COLUMN " + column + " SET DATA TYPE VARCHAR_IGNORECASE(510)");

            ExactTexts.assertRefused(() -> store, "does not distinguish all texts");
        }
    }

    @Test
    void start_onAFileWithAWriteDelay_isRefusedUnlessAllowed() {
        String url = "jdbc:h2:" + directory.resolve("late") + ";WRITE_DELAY=20";
        ExactTexts.assertRefused(() -> JdbcTokenStore.connect(url), "H2 writes commits up to 20 ms late");

        try (JdbcTokenStore allowed = JdbcTokenStore.connect(url).allowLostCommits()) {
            assertThatCode(allowed::verify).doesNotThrowAnyException();
        }
    }

    /** A host that configures the data source does not know the default of 500 ms. */
    @Test
    void start_onTheHostsDataSourceOfAFile_isRefused() {
        org.h2.jdbcx.JdbcDataSource host = new org.h2.jdbcx.JdbcDataSource();
        host.setUrl("jdbc:h2:" + directory.resolve("host"));

        ExactTexts.assertRefused(() -> JdbcTokenStore.on(host), "H2 writes commits up to 500 ms late");
    }

    @Test
    void start_onAReadOnlyDatabase_isRefused() throws SQLException {
        String url = "jdbc:h2:" + directory.resolve("readonly");
        JdbcTokenStore.connect(url).createSchema().close();

        ExactTexts.assertRefused(() -> JdbcTokenStore.connect(url + ";ACCESS_MODE_DATA=r"), "read only");
    }

    private static JdbcTokenStore connect(String settings) {
        return JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID() + ";" + settings);
    }
}
