package io.anchorify.examples.jetty;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** The application in this process on a free port, with a second token service on its database. */
final class TestApp implements AutoCloseable {

    static final String ADMINISTRATOR = "user99";
    static final String ADMIN_TOKEN = "operator-operator-operator-operator";

    private static final Map<String, String> USERS = IntStream.range(0, 100)
            .mapToObj(i -> "user" + i)
            .collect(Collectors.toMap(name -> name, TestApp::passwordOf));

    private final HttpClient client = HttpClient.newHttpClient();
    private final AnchorifyApp app;
    final TokenService tokens;

    private int usersTaken;

    private TestApp(
            Map<String, String> environment, Map<String, String> users, String administrator, InstantSource clock)
            throws Exception {
        Settings settings = Settings.of(environment);
        app = AnchorifyApp.start(
                new Settings(
                        settings.port(),
                        settings.jdbcUrl(),
                        settings.jdbcUser(),
                        settings.jdbcPassword(),
                        settings.publicUrl(),
                        users,
                        true,
                        Set.of(administrator),
                        settings.isBehindProxy(),
                        settings.rotationGrace(),
                        settings.contact(),
                        settings.adminToken()),
                clock);
        tokens = TestDatabases.tokens(environment);
    }

    static TestApp inMemory() throws Exception {
        return on(Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:" + UUID.randomUUID()));
    }

    /** Uses the database of these settings. */
    static TestApp on(Map<String, String> database) throws Exception {
        Map<String, String> environment = new HashMap<>(database);
        environment.put("ANCHORIFY_PORT", "0");
        environment.putIfAbsent("ANCHORIFY_TOKEN_ROTATION", "PT1H");
        environment.putIfAbsent("REPO_SHARE_TOKEN", ADMIN_TOKEN);
        return new TestApp(environment, USERS, ADMINISTRATOR, InstantSource.system());
    }

    /** With a user, an administrator and a clock for the pages, at a public URL. */
    static TestApp at(InstantSource clock, String user, String administrator) throws Exception {
        Map<String, String> environment = Map.of(
                "ANCHORIFY_JDBC_URL", "jdbc:h2:mem:" + UUID.randomUUID(),
                "ANCHORIFY_PORT", "0",
                "ANCHORIFY_PUBLIC_URL", "https://tokens.example.org");
        Map<String, String> users = Map.of(user, passwordOf(user), administrator, passwordOf(administrator));
        return new TestApp(environment, users, administrator, clock);
    }

    String url(String path) {
        return app.url() + path;
    }

    int port() {
        return URI.create(app.url()).getPort();
    }

    /** Sends a request, without a token if it is null. */
    HttpResponse<String> send(String token, String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .header("Content-Type", contentType)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A user that no other test of this application has used. */
    String newUser() {
        return "user" + usersTaken++;
    }

    static String passwordOf(String user) {
        return user + "-demo";
    }

    /** Waits until the application has handled a request with the token. */
    void awaitUse(IssuedToken token) {
        String owner = token.token().owner();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> tokens.find(owner, token.id()).orElseThrow().lastUsedAt() != null);
    }

    @Override
    public void close() {
        close(Duration.ZERO, Duration.ZERO);
    }

    void close(Duration drain, Duration idleTimeout) {
        app.close(drain, idleTimeout);
        tokens.close();
    }
}
