package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM under load. */
@Tag("not-quick")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ShutdownIT {

    private static final int CLIENTS = 8;
    private static final int TOKENS = 50;

    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> used = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void sigterm_underLoad_failsNoRequestAndLosesNoLastUse(TestDatabases database) throws Exception {
        Map<String, String> environment = database.environment();
        List<IssuedToken> tokens = new ArrayList<>();
        try (TokenService service = TestDatabases.tokens(environment)) {
            for (int i = 0; i < TOKENS; i++) {
                tokens.add(service.issue("ada", "t" + i));
            }
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (AppProcess app = AppProcess.start(directory, environment)) {
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                loads.add(clients.submit(() -> load(app.port(), tokens, client)));
            }
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> answered.get() > 2000);
            app.terminate();
            for (Future<?> load : loads) {
                load.get(60, TimeUnit.SECONDS);
            }
            assertThat(app.exitCode()).as(app.errors()).isZero();
            assertThat(failures).isEmpty();
        } finally {
            clients.shutdownNow();
        }
        try (TokenService service = TestDatabases.tokens(environment)) {
            assertThat(used)
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(
                                    service.find("ada", id).orElseThrow().lastUsedAt())
                            .isNotNull());
        }
    }

    /** Sends requests until the server accepts no more connections. */
    private void load(int port, List<IssuedToken> tokens, int client) {
        for (int round = client; ; round += 17) {
            try (KeepAliveClient connection = new KeepAliveClient(port, 30_000)) {
                if (!loadOn(connection, tokens, round)) {
                    return;
                }
            } catch (IOException e) {
                // The server no longer accepts connections.
                return;
            }
        }
    }

    /** Returns whether to open another connection. */
    private boolean loadOn(KeepAliveClient connection, List<IssuedToken> tokens, int round) {
        int sent = 0;
        while (connection.isOpen()) {
            // Half of the tokens are first used shortly before the shutdown.
            IssuedToken token = tokens.get((round + sent) % (answered.get() < 2000 ? TOKENS / 2 : TOKENS));
            try {
                String path = sent % 3 == 0 ? "/api/tokens" : "/api/me";
                int status = connection.get(path, token.secret().reveal()).status();
                if (status != 200) {
                    failures.add(path + " was answered with " + status);
                }
                used.add(token.id());
                answered.incrementAndGet();
                sent++;
            } catch (IOException e) {
                // Without any response, the connection may not have been accepted.
                if (sent > 0) {
                    failures.add("After " + sent + " requests: " + e.getMessage());
                }
                return false;
            }
        }
        return true;
    }
}
