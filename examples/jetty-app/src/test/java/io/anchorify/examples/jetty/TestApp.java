package io.anchorify.examples.jetty;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The application in this process, on a free port and an H2 database, with a token service beside it to look inside. */
final class TestApp implements AutoCloseable {

    static final String ADMIN_TOKEN = "operator-operator-operator-operator";

    final AnchorifyApp app;
    final TokenService tokens;

    private TestApp(Map<String, String> environment) throws Exception {
        app = AnchorifyApp.start(Settings.of(environment));
        tokens = TestDatabases.tokens(environment);
    }

    static TestApp inMemory() throws Exception {
        return on(Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:" + UUID.randomUUID()));
    }

    /** On the database that these settings name. */
    static TestApp on(Map<String, String> database) throws Exception {
        Map<String, String> environment = new HashMap<>(database);
        environment.put("ANCHORIFY_PORT", "0");
        environment.put("REPO_SHARE_TOKEN", ADMIN_TOKEN);
        return new TestApp(environment);
    }

    String url(String path) {
        return app.url() + path;
    }

    int port() {
        return URI.create(app.url()).getPort();
    }

    /** Waits until the application has seen a request with a token. */
    void awaitUse(IssuedToken token) {
        String owner = token.token().owner();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> tokens.find(owner, token.id()).orElseThrow().lastUsedAt() != null);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Gives clients so long to end what they do. */
    void close(Duration drain) {
        app.close(drain);
        tokens.close();
    }
}
