package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.testing.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A revocation that has returned survives if the process, or the database server, is killed the next moment. */
@Tag("not-quick")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledProcessIT {

    /** Each takes half a second. */
    private static final int KILLS = Integer.getInteger("anchorify.kills", Effort.pick(2, 3, 100));

    private static final int MAX_REVOCATIONS = 5;

    private final Random random = new Random(7);

    @TempDir
    private Path directory;

    @Test
    void revocations_inAnH2File_surviveTheKilledProcess() throws Exception {
        for (int round = 0; round < KILLS; round++) {
            String url = "jdbc:h2:" + directory.resolve("kill" + round);
            assertRevocationsSurviveTheProcess(url, "", "", "anchorify_");
        }
    }

    @Test
    void revocations_inPostgres_surviveTheKilledProcess() throws Exception {
        DatabaseServer server = DatabaseServer.postgres();
        for (int round = 0; round < KILLS; round++) {
            assertRevocationsSurviveTheProcess(server.url(), server.user(), server.password(), "kill" + round + "_");
        }
    }

    @Test
    void revocations_surviveAKilledPostgresServer() {
        assertRevocationsSurviveTheServer(DatabaseServer.anotherPostgres());
    }

    @Test
    void revocations_surviveAKilledMariaDbServer() {
        assertRevocationsSurviveTheServer(DatabaseServer.anotherMariaDb());
    }

    private void assertRevocationsSurviveTheProcess(String url, String user, String password, String prefix)
            throws Exception {
        try (TokenService tokens = open(url, user, password, prefix)) {
            for (int i = 0; i < MAX_REVOCATIONS + 1; i++) {
                tokens.issue("ada", "t" + i);
            }
        }
        List<String> revoked = revokeAndKill(1 + random.nextInt(MAX_REVOCATIONS), url, user, password, prefix);

        try (TokenService tokens = open(url, user, password, prefix)) {
            assertThat(revoked)
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(tokens.find("ada", id))
                            .get()
                            .extracting(Token::revokedAt)
                            .isNotNull());
        }
    }

    private static void assertRevocationsSurviveTheServer(DatabaseServer server) {
        for (int round = 0; round < 2; round++) {
            String prefix = "power" + round + "_";
            List<String> revoked = new ArrayList<>();
            try (TokenService tokens = open(server.url(), server.user(), server.password(), prefix)) {
                for (int i = 0; i < 10; i++) {
                    revoked.add(tokens.issue("ada", "t" + i).id());
                    tokens.revoke("ada", revoked.get(i));
                }
                server.kill();
            }
            server.start();
            try (TokenService tokens = open(server.url(), server.user(), server.password(), prefix)) {
                assertThat(revoked)
                        .allSatisfy(id -> assertThat(tokens.find("ada", id))
                                .get()
                                .extracting(Token::revokedAt)
                                .isNotNull());
            }
        }
    }

    /** Returns the ids of the tokens whose revocation had returned before the process was killed. */
    private static List<String> revokeAndKill(int after, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                RevokingProcess.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> revoked = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String id = output.readLine(); id != null; id = output.readLine()) {
                revoked.add(id);
                if (revoked.size() == after) {
                    process.destroyForcibly();
                    break;
                }
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        return revoked;
    }

    private static TokenService open(String url, String user, String password, String prefix) {
        JdbcTokenStore store =
                JdbcTokenStore.connect(url, user, password).tablePrefix(prefix).createSchema();
        return TokenService.builder(store).build();
    }
}
