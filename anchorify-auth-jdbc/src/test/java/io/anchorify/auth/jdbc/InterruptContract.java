package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of an interrupted thread. */
@Timeout(60)
abstract class InterruptContract {

    abstract TestTables newTables();

    @Test
    void call_ofAnInterruptedThread_isMadeAndDisturbsNoOther() {
        try (TokenService tokens = open(newTables())) {
            IssuedToken token = tokens.issue("ada", "laptop");
            inInterruptedThread(() -> {
                tokens.issue("ada", "phone");
                assertThat(tokens.list(TokenQuery.of("ada"))).hasSize(2);
                assertThat(tokens.find("ada", token.id())).isPresent();
            });
            assertWorks(tokens, 2);
        }
    }

    @Test
    void wait_ofAnInterruptedThread_isRefusedWithTheReason() {
        try (TokenService tokens = open(newTables())) {
            IssuedToken token = tokens.issue("ada", "laptop");
            inInterruptedThread(() -> {
                assertThatThrownBy(() -> tokens.authenticate(token.secret().reveal()))
                        .isInstanceOf(AuthenticationUnavailableException.class)
                        .hasMessage("The thread was interrupted before a token lookup");
                assertThatThrownBy(() -> tokens.revoke("ada", token.id()))
                        .isInstanceOf(TokenStoreException.class)
                        .hasMessage(
                                "The thread was interrupted while a committed change was taking effect on all nodes");
            });
            assertThat(tokens.find("ada", token.id()).orElseThrow().revokedAt()).isNotNull();
            assertWorks(tokens, 0);
        }
    }

    /** Other nodes would wait for the registration of the node. */
    @Test
    void close_byAnInterruptedThread_leavesTheOtherNodesAndWritesLastUsedTimes() throws Exception {
        TestTables tables = newTables();
        try (TokenService other = open(tables)) {
            TokenService tokens = open(tables);
            IssuedToken token = tokens.issue("ada", "laptop");
            assertWorks(tokens, 1);
            tokens.authenticate(token.secret().reveal());

            inInterruptedThread(tokens::close);

            assertThat(other.find("ada", token.id()).orElseThrow().lastUsedAt()).isNotNull();
            assertThat(registrations(tables)).isZero();
        }
    }

    static TokenService open(TestTables tables) {
        return TokenService.builder(tables.connect().createSchema()).build();
    }

    /** Issues, authenticates and revokes a token. */
    static void assertWorks(TokenService tokens, int active) {
        IssuedToken token = tokens.issue("ada", "desktop");
        tokens.authenticate(token.secret().reveal());
        assertThat(tokens.revoke("ada", token.id()).receipt().acknowledged()).isEqualTo(1);
        assertThat(tokens.list(TokenQuery.of("ada").limit(TokenQuery.MAX_LIMIT)))
                .hasSize(active);
    }

    /** Fails like the task, and if the thread is no longer interrupted afterwards. */
    static void inInterruptedThread(Runnable task) {
        CompletableFuture.runAsync(
                        () -> {
                            Thread.currentThread().interrupt();
                            task.run();
                            assertThat(Thread.currentThread().isInterrupted()).isTrue();
                        },
                        run -> new Thread(run).start())
                .join();
    }

    private static int registrations(TestTables tables) throws Exception {
        try (Connection connection = tables.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + tables.prefix() + "nodes")) {
            row.next();
            return row.getInt(1);
        }
    }
}
