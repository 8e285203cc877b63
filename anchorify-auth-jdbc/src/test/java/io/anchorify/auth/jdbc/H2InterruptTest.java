package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt closes the channel of a file that the thread reads or writes. The database has one for all threads. */
@Timeout(60)
class H2InterruptTest extends InterruptContract {

    private static final int INTERRUPTS = 50;

    @TempDir
    private Path directory;

    @Override
    TestTables newTables() {
        return new TestTables("jdbc:h2:async:" + directory.resolve("auth"), "", "", "anchorify_");
    }

    @Test
    void threads_thatAreInterruptedInTheirCalls_leaveTheDatabaseUsable() throws Exception {
        try (TokenService tokens = open()) {
            Queue<String> issued = new ConcurrentLinkedQueue<>();
            Thread issuing = new Thread(() -> {
                for (int i = 0; i < 20 * INTERRUPTS && issued.size() < 4 * INTERRUPTS; i++) {
                    try {
                        issued.add(tokens.issue("ada", "laptop").id());
                    } catch (TokenStoreException e) {
                        // The interrupt ended the wait for a connection.
                    }
                    Thread.interrupted();
                }
            });
            issuing.start();
            while (issuing.isAlive()) {
                issuing.interrupt();
                Thread.onSpinWait();
                issuing.join(1);
            }
            assertThat(issued)
                    .hasSizeGreaterThan(INTERRUPTS)
                    .allSatisfy(id -> assertThat(tokens.find("ada", id)).isPresent());
            assertWorks(tokens, issued.size());
        }
    }

    @Test
    void service_openedAndClosedByAnInterruptedThread_keepsItsTokens() throws Exception {
        inInterruptedThread(() -> {
            try (TokenService tokens = open()) {
                tokens.issue("ada", "laptop");
            }
        });
        try (TokenService tokens = open()) {
            assertWorks(tokens, 1);
        }
    }

    @Test
    void connect_opensAFileThatWasWrittenWithoutIt_andTheReverse() throws Exception {
        try (TokenService tokens = open()) {
            tokens.issue("ada", "laptop");
        }
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE anchorify_tokens SET label = 'phone'"))
                    .isEqualTo(1);
        }
        try (TokenService tokens = open()) {
            assertThat(tokens.list(TokenQuery.of("ada")))
                    .singleElement()
                    .satisfies(token -> assertThat(token.label()).isEqualTo("phone"));
        }
        assertThat(directory.toFile().list((folder, name) -> name.endsWith(".mv.db")))
                .containsExactly("auth.mv.db");
    }

    /** H2 recognises the same file only under the same URL. */
    @Test
    void connect_toAFileThatIsOpenUnderAnotherUrl_saysThatItIsInUse() throws SQLException {
        try (Connection other = DriverManager.getConnection(url())) {
            assertThat(other.isValid(1)).isTrue();
            assertThatThrownBy(this::open)
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageStartingWith("Cannot connect to the token database: Database may be already in use: ");
        }
    }

    private TokenService open() {
        return TokenService.builder(JdbcTokenStore.connect(url()).createSchema())
                .build();
    }

    private String url() {
        return "jdbc:h2:" + directory.resolve("auth");
    }
}
