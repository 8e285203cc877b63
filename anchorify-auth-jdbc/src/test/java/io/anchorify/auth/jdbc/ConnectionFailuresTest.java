package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenStoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason of a failure, without credentials. {@link DatabaseServerContract} has the failures of servers. */
class ConnectionFailuresTest {

    private static final String URL = "jdbc:mariadb://db/app?password=hunter2&trustStorePassword=swordfish";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (conn=5) Access denied for user 'ada'@'localhost' (using password: YES) | (conn=5) Access denied for user (using password: YES)
            FATAL: password authentication failed for user "ada"                   | FATAL: password authentication failed for user
            URL format error; must be "jdbc:h2:x" but is "jdbc:h2:y z"             | URL format error; must be the URL but is the URL
            No driver for jdbc:other:x?user=ada.                                   | No driver for the URL
            The password is swordfish                                              | SQL state 08001, whose message contains the password and is not shown
            The password is tiger                                                  | SQL state 08001, whose message contains the password and is not shown
            """)
    void reason_hasNoCredentials(String message, String reason) {
        assertThat(new ConnectionFailures(URL, "tiger").cannotConnect(new SQLException(message, "08001")))
                .hasNoCause()
                .hasMessage("Cannot connect to the token database: " + reason
                        + ". Check its URL, user and password, and that it is running");
    }

    @Test
    void reason_isOneLine() {
        SQLException failure = new SQLException("Refused:\n  too\tbusy.\r\n" + "x".repeat(1000));
        assertThat(new ConnectionFailures().cannotConnect(failure).getMessage())
                .startsWith("Cannot connect to the token database: Refused: too busy. xxx")
                .contains("xxx.... Check its URL")
                .hasSizeLessThan(450);
    }

    @Test
    void connect_toAnH2File_saysTheReason() {
        String url = "jdbc:h2:" + directory.resolve("auth");
        JdbcTokenStore.connect(url, "sa", "hunter2").close();

        assertReason(url + ";PASSWORD=hunter3", "Wrong user name or password [28000-240]");
        assertReason(url + ";COLOR=hunter2", "Unsupported connection setting \"COLOR\" [90113-240]");
        assertReason("jdbc:h2:tcp:;PASSWORD=hunter2", "URL format error; must be the URL but is the URL [90046-240]");
    }

    @Test
    void on_aPoolWithAWrongUrl_saysTheReasonWithoutItsPassword() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:" + directory.resolve("absent") + ";IFEXISTS=TRUE;PASSWORD=hunter2");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThatThrownBy(() -> JdbcTokenStore.on(pool))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageMatching("Cannot connect to the token database: Database \".*/absent\" not found, .*")
                    .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain("hunter2"));
        }
    }

    private static void assertReason(String url, String reason) {
        assertThatThrownBy(() -> JdbcTokenStore.connect(url))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageStartingWith("Cannot connect to the token database: " + reason + ". Check ")
                .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain("hunter"));
    }

    private static String stackTraceOf(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
