package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.testing.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes that were acknowledged survive if the process, or the database server, is killed while threads change tokens
 * concurrently. No other change is there in part.
 */
@Tag("not-quick")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KilledProcessIT {

    private static final int KILLS = Integer.getInteger("anchorify.kills", Effort.pick(2, 10, 200));
    private static final int SERVER_KILLS = Effort.pick(1, 1, 20);
    private static final int MOST_ACKNOWLEDGEMENTS = 40;
    private static final long SEED = Long.getLong("anchorify.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @TempDir
    private Path directory;

    /** One process uses all databases, because most of the time of a round is the start of its JVM. */
    @Test
    void changes_surviveTheKilledProcess() throws Exception {
        System.out.println("Seed of the kills: " + SEED);
        Changing next = Changing.start(databases(0), enough());
        for (int round = 1; round <= KILLS; round++) {
            Changing current = next;
            List<TestTables> used = databases(round - 1);
            next = Changing.start(databases(round), enough());
            List<List<String>> acknowledged = current.changeUntilKilled(used.size());
            for (int i = 0; i < used.size(); i++) {
                try (TokenService fresh =
                        TokenService.builder(used.get(i).connect()).build()) {
                    ConcurrentChanges.assertKept(used.get(i).url(), fresh, acknowledged.get(i));
                }
            }
        }
        next.kill();
    }

    @Test
    void changes_surviveAKilledPostgresServer() throws Exception {
        assertChangesSurviveTheServer(DatabaseServer.anotherPostgres());
    }

    @Test
    void changes_surviveAKilledMariaDbServer() throws Exception {
        assertChangesSurviveTheServer(DatabaseServer.anotherMariaDb());
    }

    private void assertChangesSurviveTheServer(DatabaseServer server) throws Exception {
        for (int round = 0; round < SERVER_KILLS; round++) {
            TestTables tables = TestTables.in(server);
            List<String> acknowledged = new CopyOnWriteArrayList<>();
            int enough = enough();
            try (TokenService tokens =
                    TokenService.builder(tables.connect().createSchema()).build()) {
                List<Thread> writers = new ConcurrentChanges(tokens, acknowledged::add).start();
                Awaitility.await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> acknowledged.size() >= enough);
                server.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
            }
            server.start();
            try (TokenService fresh = TokenService.builder(tables.connect()).build()) {
                ConcurrentChanges.assertKept(tables.url(), fresh, acknowledged);
            }
        }
        server.stop();
    }

    private int enough() {
        return 1 + random.nextInt(MOST_ACKNOWLEDGEMENTS);
    }

    private List<TestTables> databases(int round) {
        String prefix = "kill" + round + "_";
        return List.of(
                file("kill" + round),
                tables(DatabaseServer.postgres(), prefix),
                tables(DatabaseServer.mariaDb(), prefix));
    }

    private TestTables file(String name) {
        return new TestTables("jdbc:h2:" + directory.resolve(name), "", "", "anchorify_");
    }

    private static TestTables tables(DatabaseServer server, String prefix) {
        return new TestTables(server.url(), server.user(), server.password(), prefix);
    }

    /** A process that changes tokens. It is started in advance, because a JVM takes longer to start than to be killed. */
    private record Changing(Process process, BufferedReader output) {

        static Changing start(List<TestTables> databases, int enough) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChangingProcess.class.getName(),
                    String.valueOf(enough)));
            for (TestTables tables : databases) {
                command.addAll(List.of(tables.url(), tables.user(), tables.password(), tables.prefix()));
            }
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Changing(process, process.inputReader());
        }

        /** Returns what each database acknowledged. */
        List<List<String>> changeUntilKilled(int databases) throws Exception {
            List<List<String>> acknowledged = new ArrayList<>();
            for (int i = 0; i < databases; i++) {
                acknowledged.add(new ArrayList<>());
            }
            assertThat(output.readLine()).isEqualTo(ChangingProcess.READY);
            process.outputWriter().append('\n').flush();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                acknowledged.get(line.charAt(0) - '0').add(line.substring(2));
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(acknowledged).noneMatch(List::isEmpty);
            return acknowledged;
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
