package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.commands.TestCli.Run;
import io.anchorify.examples.cli.http.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can go wrong between the command and its server: the sentence and the exit code. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FailuresTest {

    @TempDir
    private Path home;

    private TestCli cli;

    @BeforeEach
    void logIn() {
        cli = new TestCli(home);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
    }

    @Test
    void credentials_thatAreMissing_areAskedFor() {
        cli.environment.clear();

        assertFailure(
                cli.run("whoami"),
                3,
                "You are not logged in: generate a token on the dashboard of your server and run 'anchorify login"
                        + " --host URL', or set REPO_SHARE_TOKEN.");
    }

    @Test
    void token_thatIsRefused_isToldFromAMistypedOne() {
        try (FakeServer server = FakeServer.problem(401, "The token is not valid here, or not any more.")) {
            assertFailure(
                    at(server, "whoami"),
                    1,
                    server.url() + " refuses the token in REPO_SHARE_TOKEN: it was revoked, has expired, or is of"
                            + " another server. Generate a new one on " + server.url()
                            + "/dashboard and run 'anchorify login'.");
            cli.environment.put("REPO_SHARE_TOKEN", Tokens.MISTYPED);
            assertFailure(
                    at(server, "whoami"),
                    1,
                    "The token in REPO_SHARE_TOKEN is mistyped or cut short, which its checksum and length tell"
                            + " without asking the server. Copy the whole of it again, or generate a new one on the"
                            + " dashboard.");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "jf_short",
                "line\nbreak-in-a-token-that-is-long-enough",
                "ümlaut-in-a-token-that-is-long-enough"
            })
    void token_thatCanBeNone_isNotSent(String token) {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            cli.environment.put("REPO_SHARE_TOKEN", token);

            assertThat(at(server, "whoami").exitCode()).isEqualTo(1);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void server_thatIsDown_isTriedAgainAndNamed() throws Exception {
        int port = freePort();
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:" + port);

        assertFailure(
                cli.run("whoami"),
                4,
                "http://localhost:" + port
                        + " does not take connections: check the address, and that the server is running.");
        assertThat(cli.pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(750));
    }

    @Test
    void publishing_toAServerThatIsDown_isNotTriedAgain() throws Exception {
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:" + freePort());
        Path file = Files.writeString(home.resolve("a.txt"), "a");

        assertThat(cli.run("publish", file.toString()).exitCode()).isEqualTo(4);
        assertThat(cli.pauses).isEmpty();
    }

    @Test
    void connection_thatBreaks_isTriedAgainUnlessItPublishes() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = answering("", connections)) {
            cli.environment.put("REPO_SHARE_HOST", "http://localhost:" + server.getLocalPort());
            Run run = cli.run("whoami");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("broke").endsWith("try again.\n");
            assertThat(cli.pauses).hasSize(3);
            assertThat(connections).hasValueGreaterThanOrEqualTo(4);

            cli.pauses.clear();
            Path file = Files.writeString(home.resolve("a.txt"), "a");
            assertThat(cli.run("publish", file.toString()).exitCode()).isEqualTo(4);
            assertThat(cli.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, <h1>Welcome</h1>",
        "200, application/json, <h1>Welcome</h1>",
        "200, application/json, []",
        "200, application/json, '{\"a\":1} x'",
        "200, application/json, '{\"a\":1,\"a\":2}'",
        "200, text/plain, '{\"owner\":\"ada\"}'",
        "404, text/html, <h1>Not found</h1>",
        "401, text/html, <h1>Sign in</h1>",
        "500, application/problem+json, oops"
    })
    void server_thatIsNotAnchorify_isToldByItsAnswer(int status, String type, String body) {
        try (FakeServer server = FakeServer.always(status, type, body)) {
            assertFailure(
                    at(server, "whoami"),
                    4,
                    server.url() + " does not answer like an Anchorify server: check the address, which is the one that"
                            + " its dashboard shows.");
        }
    }

    @Test
    void answer_withoutAKnownField_isNamed() {
        try (FakeServer server = FakeServer.ok("{\"name\":\"ada\"}")) {
            Run run = at(server, "whoami");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("lacks the field 'owner'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isNotFollowedWithTheToken(int status) {
        try (FakeServer target = FakeServer.ok(FakeServer.ME);
                FakeServer server =
                        FakeServer.always(status, "text/plain", "", "Location", target.url() + "/api/me?x=secret")) {
            assertFailure(
                    at(server, "whoami"),
                    4,
                    server.url() + " sends this request on to " + target.url()
                            + ", and a token is not sent on: if you trust that address, log in with it, as in"
                            + " 'anchorify login --host URL'.");
            assertThat(target.asked()).isEmpty();
        }
    }

    @Test
    void server_withoutTrust_isNotSentTheToken() throws Exception {
        try (FakeServer server = new FakeServer(tls(), (exchange, asked) -> {
            throw new IOException("Nothing should arrive here");
        })) {
            cli.environment.put("REPO_SHARE_HOST", "https://localhost:" + server.port());

            Run run = cli.run("whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .startsWith("anchorify: No secure connection to https://localhost:" + server.port()
                            + " could be made (")
                    .endsWith("): check the address, or let Java trust the server's certificate, as docs/command.md"
                            + " shows. Nothing was sent.\n");
            assertThat(server.asked()).isEmpty();
            assertThat(cli.pauses).isEmpty();
        }
    }

    @Test
    void server_thatDoesNotSpeakTls_isNamed() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n", new AtomicInteger())) {
            cli.environment.put("REPO_SHARE_HOST", "https://localhost:" + server.getLocalPort());

            Run run = cli.run("whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("No secure connection to https://localhost:" + server.getLocalPort());
        }
    }

    @Test
    void unavailableServer_withRetryAfter_isWaitedFor() {
        AtomicInteger requests = new AtomicInteger();
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            if (requests.incrementAndGet() < 3) {
                FakeServer.send(exchange, 503, "text/plain", "", "Retry-After", "2");
            } else {
                FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
            }
        })) {
            Run run = at(server, "whoami");

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEqualTo((server.url() + " cannot answer now; trying again in 2 s.\n").repeat(2));
            assertThat(cli.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        }
    }

    @Test
    void unavailableServer_isPublishedToAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Path file = Files.writeString(home.resolve("a.txt"), "a");
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            if (requests.incrementAndGet() < 2) {
                FakeServer.send(exchange, 503, "application/problem+json", FakeServer.problemOf(503, "Later."));
            } else {
                FakeServer.send(
                        exchange, 201, "application/json", "{\"id\":\"d1\",\"title\":\"a.txt\",\"createdAt\":\"x\"}");
            }
        })) {
            assertThat(at(server, "publish", file.toString()).exitCode()).isZero();
            assertThat(cli.pauses).containsExactly(Duration.ofSeconds(1));
            assertThat(server.asked().get(1).body()).isEqualTo("{\"title\":\"a.txt\",\"body\":\"a\"}\n");
        }
    }

    @Test
    void unavailableServer_thatStaysSo_isGivenUpAfterFourTries() {
        try (FakeServer server = FakeServer.problem(503, "Later.", "Retry-After", "3")) {
            Run run = at(server, "whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .endsWith("anchorify: " + server.url() + " cannot answer now, and could not when it was asked 4"
                            + " times: try again in 3 s, and tell its operator if it stays so.\n");
            assertThat(server.asked()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "'Tue, 24 Nov 2026 12:02:00 GMT', 120", "999999999, 999999999"})
    void unavailableServer_forLong_isNotWaitedFor(String retryAfter, long seconds) {
        try (FakeServer server = FakeServer.problem(503, "Later.", "Retry-After", retryAfter)) {
            Run run = at(server, "whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("asked once: try again in " + seconds + " s");
            assertThat(cli.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1000",
        "soon, 1000",
        "-5, 1000",
        "'Tue, 24 Nov 2026 11:00:00 GMT', 0",
        "'Tue, 24 Nov 2026 12:00:07 GMT', 7000"
    })
    void retryAfter_inItsFormsAndOthers_isABoundedPause(String value, long millis) {
        try (FakeServer server = FakeServer.problem(503, "Later.", "Retry-After", value)) {
            at(server, "whoami");

            assertThat(cli.pauses).isNotEmpty().allMatch(Duration.ofMillis(millis)::equals);
        }
    }

    @Test
    void proxy_withoutItsServer_isNamed() {
        try (FakeServer server = FakeServer.always(502, "text/html", "<h1>Bad gateway</h1>")) {
            Run run = at(server, "whoami");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("is up but cannot answer now (status 502)");
        }
    }

    @Test
    void server_thatNeverAnswers_isNotWaitedForForever() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer((exchange, asked) -> await(end))) {
            cli.limits = TestCli.IMPATIENT;
            Run run = at(server, "whoami");
            end.countDown();

            assertFailure(
                    run, 4, server.url() + " did not answer in time: try again, and tell its operator if it stays so.");
        }
    }

    @Test
    void server_thatStopsInTheMiddleOfAnAnswer_isNotWaitedForForever() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"owner\":".getBytes());
            exchange.getResponseBody().flush();
            await(end);
        })) {
            cli.limits = TestCli.IMPATIENT;
            Run run = at(server, "whoami");
            end.countDown();

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("did not answer in time");
        }
    }

    @Test
    void answer_withoutEnd_isCutOff() {
        byte[] piece = new byte[64 * 1024];
        try (FakeServer server = new FakeServer((exchange, asked) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            // Until the command hangs up, which the time limit of this class bounds.
            while (true) {
                body.write(piece);
            }
        })) {
            cli.limits = Limits.STANDARD;
            Run run = at(server, "whoami");

            assertFailure(
                    run, 4, server.url() + " sends more than this command takes for an answer: check the address.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, The token in REPO_SHARE_TOKEN is not meant for this; use one that is.",
        "404, Look at what there is with the list command.",
        "400, ''",
        "500, 'Try again, and tell the server''s operator if it stays so.'"
    })
    void refusal_ofTheServer_isQuotedWithAdvice(int status, String advice) {
        try (FakeServer server = FakeServer.problem(status, "Because of \\u001b[31mred\\u001b[0m and\\nlines.")) {
            assertFailure(
                    at(server, "whoami"),
                    1,
                    server.url() + " refuses (status " + status + "): Because of \uFFFD[31mred\uFFFD[0m and\uFFFDlines."
                            + (advice.isEmpty() ? "" : " " + advice));
        }
    }

    @Test
    void stdout_thatIsFull_isNotSuccess() {
        cli.stdout = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            assertFailure(
                    at(server, "whoami"),
                    1,
                    "Not all of the result could be written to stdout: make room there, and try again.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frobnicate",
                "whoami extra",
                "tokens",
                "tokens revoke",
                "publish",
                "--nonsense",
                "login --token",
                "completion fish",
                "admin"
            })
    void commandLine_thatCannotBeUnderstood_pointsToTheHelp(String line) {
        Run run = cli.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("anchorify: ")
                .contains("--help' to see what it takes.")
                .hasLineCount(1);
    }

    private Run at(FakeServer server, String... arguments) {
        cli.environment.put("REPO_SHARE_HOST", server.url());
        return cli.run(arguments);
    }

    private static void assertFailure(Run run, int exitCode, String sentence) {
        assertThat(run).isEqualTo(new Run(exitCode, "", "anchorify: " + sentence + "\n"));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Takes connections, says this whatever it is asked, and hangs up. */
    private static ServerSocket answering(String text, AtomicInteger connections) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket connection = server.accept()) {
                    connections.incrementAndGet();
                    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** With a certificate that nobody vouches for. */
    private HttpsServer tls() throws Exception {
        Path file = home.resolve("server.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
