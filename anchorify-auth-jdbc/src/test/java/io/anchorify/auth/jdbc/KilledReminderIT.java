package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process is killed in the middle of a reminder while two services remind: only that token is handed out again. */
@Tag("not-quick")
@Timeout(120)
class KilledReminderIT {

    private static final int BEFORE_ITS_DEATH = 200;

    @Test
    void killedProcess_onPostgres_repeatsTheUnconfirmedTokenOnly() throws Exception {
        assertOnlyTheUnconfirmedTokenIsRepeated(TestTables.in(DatabaseServer.postgres()));
    }

    @Test
    void killedProcess_onMariaDb_repeatsTheUnconfirmedTokenOnly() throws Exception {
        assertOnlyTheUnconfirmedTokenIsRepeated(TestTables.in(DatabaseServer.mariaDb()));
    }

    private static void assertOnlyTheUnconfirmedTokenIsRepeated(TestTables tables) throws Exception {
        Queue<String> handedOut = new ConcurrentLinkedQueue<>();
        List<String> byTheDead;
        try (TokenService one = RemindersContract.service(tables, Duration.ZERO);
                TokenService two = RemindersContract.service(tables, Duration.ZERO)) {
            RemindersContract.addExpiringTokens(one);
            Process process = start(tables);
            // From then on, all three take part.
            String first = process.inputReader().readLine();
            RemindersContract.remindOn(List.of(one, two), token -> {
                handedOut.add(token.id());
                pause();
            });
            byTheDead = new ArrayList<>(process.inputReader().lines().toList());
            byTheDead.add(0, first);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        }
        handedOut.addAll(byTheDead);
        assertThat(byTheDead).hasSize(BEFORE_ITS_DEATH);
        assertThat(handedOut).hasSize(RemindersContract.TOKENS).doesNotHaveDuplicates();
        assertThat(RemindersContract.handedOutLater(tables)).containsExactly(byTheDead.get(BEFORE_ITS_DEATH - 1));
    }

    /** Leaves enough tokens to the process, which starts slowly. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }

    private static Process start(TestTables tables) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RemindingProcess.class.getName(),
                        tables.url(),
                        tables.user(),
                        tables.password(),
                        tables.prefix(),
                        String.valueOf(BEFORE_ITS_DEATH))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
