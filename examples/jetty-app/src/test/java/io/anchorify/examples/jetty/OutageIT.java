package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The database stops or hangs under load, and recovers. */
@Tag("not-quick")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class OutageIT {

    private static final int CLIENTS = 12;
    /** Requests that need the database, and requests that a cached token answers. */
    private static final List<String> PATHS = List.of("/api/tokens", "/api/me", "/api/documents", "/api/me");

    /** The timeouts of lookup, connection and query add up to 2.5 s, plus a margin for a busy machine. */
    private static final Duration PROMPT = Duration.ofMillis(3500);

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    @TempDir
    private Path directory;

    /** A response, its time and duration. */
    private record Seen(String path, int status, boolean hasRetryAfter, long at, Duration took) {}

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of("PostgreSQL", DatabaseServer.postgres()),
                Arguments.of("MariaDB", DatabaseServer.mariaDb()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void database_stoppedUnderLoad_causes503UntilItReturns(String name, DatabaseServer server) throws Exception {
        assertOutageIsHandled(server, server::stop, server::start);
    }

    /** Connections stay open, so drivers notice only by timeouts. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void database_frozenUnderLoad_causes503UntilItReturns(String name, DatabaseServer server) throws Exception {
        assertOutageIsHandled(server, server::freeze, server::thaw);
    }

    private void assertOutageIsHandled(DatabaseServer server, Runnable away, Runnable back) throws Exception {
        Map<String, String> environment = TestDatabases.environment(server);
        List<IssuedToken> tokens = new ArrayList<>();
        try (TokenService service = TestDatabases.tokens(environment)) {
            for (int i = 0; i < 2000; i++) {
                // Few tokens per owner, because the clients list them repeatedly.
                tokens.add(service.issue("owner-" + i % 200, null));
            }
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (AppProcess app = AppProcess.start(directory, environment)) {
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.execute(() -> load(app.port(), tokens, client));
            }
            awaitMore(path -> path.status == 200, 500);
            away.run();
            long gone = System.nanoTime();
            awaitMore(answer -> answer.status == 503, 100);
            long returning = System.nanoTime();
            back.run();
            awaitMore(answer -> answer.status == 200 && answer.path.equals("/api/tokens"), 500);

            assertThat(seen).allSatisfy(answer -> {
                assertThat(answer.status).isIn(200, 503);
                assertThat(answer.hasRetryAfter).isEqualTo(answer.status == 503);
            });
            Seen slowest = slowestAfter(gone);
            assertThat(slowest.took).as("%s", slowest).isLessThan(PROMPT);
            for (String path : PATHS) {
                assertThat(seen)
                        .as(path)
                        .anyMatch(answer -> answer.path.equals(path)
                                && answer.status == 503
                                && answer.at > gone
                                && answer.at < returning);
            }
        } finally {
            ended = true;
            back.run();
            clients.shutdownNow();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Seen slowestAfter(long moment) {
        return seen.stream()
                .filter(answer -> answer.at > moment)
                .max(Comparator.comparing(Seen::took))
                .orElseThrow();
    }

    private void awaitMore(Predicate<Seen> which, int count) {
        long before = seen.stream().filter(which).count();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> seen.stream().filter(which).count() >= before + count);
    }

    private void load(int port, List<IssuedToken> tokens, int client) {
        for (int round = client; !ended; round += CLIENTS) {
            try (KeepAliveClient connection = new KeepAliveClient(port, 20_000)) {
                IssuedToken token = tokens.get(round % tokens.size());
                String path = PATHS.get(round % PATHS.size());
                long begin = System.nanoTime();
                KeepAliveClient.Answer answer =
                        connection.get(path, token.secret().reveal());
                long end = System.nanoTime();
                seen.add(new Seen(path, answer.status(), answer.hasRetryAfter(), end, Duration.ofNanos(end - begin)));
            } catch (IOException e) {
                if (!ended) {
                    seen.add(new Seen("no response: " + e.getMessage(), 0, false, System.nanoTime(), Duration.ZERO));
                }
            }
        }
    }
}
