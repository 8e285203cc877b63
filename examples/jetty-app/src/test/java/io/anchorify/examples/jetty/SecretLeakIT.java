package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uses all features with every logger at level ALL, by inheritance and by name, then searches the secrets in the logs,
 * responses and database files, and in a heap dump.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SecretLeakIT {

    private static final String LOGGING = """
            handlers = java.util.logging.FileHandler
            .level = ALL
            java.util.logging.FileHandler.level = ALL
            java.util.logging.FileHandler.pattern = %s
            java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
            """;

    private static final String PASSWORD = "canary-password-of-ada";
    private static final String WRONG_PASSWORD = "canary-password-that-is-wrong";
    private static final String DATABASE_PASSWORD = "canary-password-of-the-database";
    private static final String TITLE = "canary-title-of-a-document";
    private static final String BODY = "canary-body-of-a-document";

    private final List<String> answers = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final Set<String> cookies = new HashSet<>();
    private final Set<String> csrfTokens = new HashSet<>();
    private String cookie = "";
    private int port;

    @TempDir
    private Path directory;

    /** The files with secrets that the application reads. */
    @TempDir
    private Path settings;

    @Test
    void secrets_withVerboseLogging_areNotLeaked() throws Exception {
        Path log = directory.resolve("verbose.log");
        Path logging =
                Files.writeString(settings.resolve("logging.properties"), LOGGING.formatted(log) + levelOfEachClass());
        Path heap = directory.resolve("heap.hprof");
        try (AppProcess app =
                AppProcess.start(directory, environment(), "-Djava.util.logging.config.file=" + logging)) {
            port = app.port();
            actAsUser();
            actAsOperator();
            // Jetty keeps the last closed connection, with its request, until others follow.
            for (int i = 0; i < 20; i++) {
                page("/login");
            }
            dumpHeap(app.pid(), heap);
            app.terminate();
            assertThat(app.exitCode()).isZero();
        }
        assertThat(secrets).hasSize(4);
        String logged = Files.readString(log) + Files.readString(directory.resolve("stderr.txt"));
        assertThat(logged).contains("The admin token was used").contains("Import completed");
        assertThat(loggedSecrets()).hasSizeGreaterThan(12).noneMatch(logged::contains);
        assertNowhere(TestApp.ADMIN_TOKEN, heap);
        assertThat(answers).noneMatch(answer -> answer.contains(TestApp.ADMIN_TOKEN));
        for (String secret : secrets) {
            String random = secret.substring(3);
            assertNowhere(random, heap);
            assertThat(answers.stream().filter(answer -> answer.contains(random)))
                    .as("answers that show it")
                    .hasSize(1);
            for (String hash : hashesOf(secret)) {
                assertThat(logged).doesNotContainIgnoringCase(hash);
                assertThat(answers).noneMatch(answer -> answer.contains(hash));
            }
        }
    }

    private Map<String, String> environment() throws IOException {
        Path users = Files.writeString(settings.resolve("users.properties"), "ada=" + PASSWORD + "\n");
        Path adminToken = Files.writeString(settings.resolve("admin-token"), TestApp.ADMIN_TOKEN + "\n");
        return Map.of(
                "ANCHORIFY_JDBC_URL",
                "jdbc:h2:" + directory.resolve("db"),
                "ANCHORIFY_JDBC_USER",
                "sa",
                "ANCHORIFY_JDBC_PASSWORD",
                DATABASE_PASSWORD,
                "ANCHORIFY_USERS",
                users.toString(),
                "REPO_SHARE_TOKEN_FILE",
                adminToken.toString(),
                "ANCHORIFY_TOKEN_ROTATION",
                "PT1H");
    }

    /** Loggers are named after classes. */
    private static String levelOfEachClass() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("anchorify.app"))) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .map(name -> name + ".level = ALL\n")
                    .collect(Collectors.joining());
        }
    }

    /** What no log may contain. Half a token suffices, because a log may have shortened it. */
    private List<String> loggedSecrets() {
        List<String> all = new ArrayList<>(
                List.of(PASSWORD, WRONG_PASSWORD, DATABASE_PASSWORD, TITLE, BODY, TestApp.ADMIN_TOKEN.substring(19)));
        secrets.forEach(secret -> {
            all.add(secret.substring(3, 19));
            all.add(secret.substring(19));
        });
        all.addAll(cookies);
        all.addAll(csrfTokens);
        return all;
    }

    /** Signs in, generates three tokens, sends valid and invalid requests, revokes two of the tokens, and rotates the other. */
    private void actAsUser() throws IOException {
        page("/login");
        form("/login", "username=ada&password=" + WRONG_PASSWORD);
        form("/login", "username=ada&password=" + PASSWORD);
        for (int i = 0; i < 3; i++) {
            String once = find("name=\"_once\" value=\"([^\"]+)", page("/dashboard"));
            String answer = form("/dashboard/tokens", "label=canary" + i + "&_once=" + once);
            secrets.add(find("(jf_[0-9A-Za-z]{32})", answer));
            form("/dashboard/tokens", "label=canary" + i + "&_once=" + once);
        }
        for (String secret : secrets) {
            assertThat(call("GET", "/api/me", secret).status()).isEqualTo(200);
            assertThat(call("GET", "/api/tokens", secret).status()).isEqualTo(200);
            assertThat(call("GET", "/api/nothing", secret).status()).isEqualTo(404);
            assertThat(call("PUT", "/api/me", secret).status()).isEqualTo(405);
            assertThat(call("GET", "/api/me", secret + " " + secret).status()).isEqualTo(400);
            assertThat(call("GET", "/api/me", secret + "x").status()).isEqualTo(401);
        }
        String document = "{\"title\":\"" + TITLE + "\",\"body\":\"" + BODY + "\"}";
        assertThat(post("/api/documents", secrets.get(0), "application/json", document)
                        .status())
                .isEqualTo(201);
        assertThat(post("/api/documents", secrets.get(0), "application/json", document + "}")
                        .status())
                .isEqualTo(400);
        String id = find("/dashboard/tokens/([^/]+)/revoke", page("/dashboard"));
        form("/dashboard/tokens/" + id + "/revoke", "");
        assertThat(call("GET", "/api/me", secrets.get(2)).status()).isEqualTo(401);
        assertThat(call("DELETE", "/api/tokens/current", secrets.get(1)).status())
                .isEqualTo(204);
        secrets.add(find(
                "(jf_[0-9A-Za-z]{32})",
                call("POST", "/api/tokens/current/rotate", secrets.get(0)).body()));
        assertThat(call("GET", "/api/me", secrets.get(3)).status()).isEqualTo(200);
        Awaitility.await().until(() -> !page("/dashboard").contains("never</span>"));
    }

    /** Exports, imports and identifies tokens, with valid and invalid requests. */
    private void actAsOperator() throws IOException {
        Answer export = RawHttp.get(port, "/api/admin/export", "Authorization: Bearer " + TestApp.ADMIN_TOKEN);
        assertThat(hexOf(secrets)).allMatch(export.body()::contains);
        assertThat(importing(TestApp.ADMIN_TOKEN, export.body()).status()).isEqualTo(200);
        assertThat(importing(TestApp.ADMIN_TOKEN, export.body().replace("ada", "eva"))
                        .status())
                .isEqualTo(400);
        assertThat(importing(secrets.get(0), export.body()).status()).isEqualTo(403);
        assertThat(call("GET", "/api/me", TestApp.ADMIN_TOKEN).status()).isEqualTo(200);
        assertThat(call("GET", "/api/tokens", TestApp.ADMIN_TOKEN).status()).isEqualTo(403);
        assertThat(call("GET", "/api/me", TestApp.ADMIN_TOKEN + "x").status()).isEqualTo(401);
        for (String secret : secrets) {
            String body = "{\"secret\":\"" + secret + "\"}";
            assertThat(identifying("application/json", body)).isEqualTo(200);
            assertThat(identifying("application/json", body.replace(secret, secret + "x")))
                    .isEqualTo(404);
            assertThat(identifying("application/json", body + "}")).isEqualTo(400);
            assertThat(identifying("application/json", body.replace("\"secret", "\"" + secret)))
                    .isEqualTo(400);
            assertThat(identifying("text/plain", body)).isEqualTo(415);
            assertThat(post("/api/admin/tokens/identify", secrets.get(3), "application/json", body)
                            .status())
                    .isEqualTo(403);
        }
    }

    private int identifying(String type, String body) throws IOException {
        return post("/api/admin/tokens/identify", TestApp.ADMIN_TOKEN, type, body)
                .status();
    }

    private Answer importing(String token, String export) throws IOException {
        return post("/api/admin/import", token, "application/x-ndjson", export);
    }

    private Answer post(String path, String token, String type, String body) throws IOException {
        Answer answer = RawHttp.send(
                port,
                "POST " + path + " HTTP/1.1",
                "Authorization: Bearer " + token,
                "Content-Type: " + type,
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        keep(answer);
        return answer;
    }

    private static List<String> hexOf(List<String> secrets) {
        return secrets.stream().map(secret -> hashesOf(secret).get(0)).toList();
    }

    private String page(String path) throws IOException {
        return keep(RawHttp.get(port, path, "Cookie: " + cookie));
    }

    private String form(String path, String fields) throws IOException {
        String csrf = find("name=\"_csrf\" value=\"([^\"]+)", page(path.equals("/login") ? path : "/dashboard"));
        csrfTokens.add(csrf);
        String body = fields + "&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8);
        return keep(RawHttp.send(
                port,
                "POST " + path + " HTTP/1.1",
                "Cookie: " + cookie,
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    private Answer call(String method, String path, String secret) throws IOException {
        Answer answer = RawHttp.send(port, method + " " + path + " HTTP/1.1", "Authorization: Bearer " + secret);
        keep(answer);
        return answer;
    }

    private String keep(Answer answer) {
        answer.header("Set-Cookie").forEach(value -> {
            cookie = value.split(";")[0];
            cookies.add(cookie.substring(cookie.indexOf('=') + 1));
        });
        answers.add(answer.headers() + answer.body());
        return answer.body();
    }

    private void assertNowhere(String secret, Path heap) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                assertThat(contains(content, secret.getBytes(StandardCharsets.ISO_8859_1)))
                        .as("the secret is in %s", file.getFileName())
                        .isFalse();
            }
        }
        assertThat(contains(Files.readAllBytes(heap), "anchorify_tokens".getBytes(StandardCharsets.ISO_8859_1)))
                .as("the search finds a known text in the heap")
                .isTrue();
    }

    private static List<String> hashesOf(String secret) {
        byte[] hash = sha256().digest(secret.getBytes(StandardCharsets.US_ASCII));
        return List.of(
                HexFormat.of().formatHex(hash),
                Base64.getEncoder().withoutPadding().encodeToString(hash),
                Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void dumpHeap(long pid, Path file) throws Exception {
        Process dump = new ProcessBuilder(AppProcess.java("jcmd"), String.valueOf(pid), "GC.heap_dump", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(dump.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(file).as(output).exists();
    }

    private static boolean contains(byte[] content, byte[] wanted) {
        for (int i = 0; i <= content.length - wanted.length; i++) {
            if (content[i] == wanted[0]
                    && java.util.Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in the page", pattern).isTrue();
        return matcher.group(1);
    }
}
