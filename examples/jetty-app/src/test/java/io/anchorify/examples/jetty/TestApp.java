package io.anchorify.examples.jetty;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The application in this process, on a free port and an H2 database, with a token service beside it to look inside. */
final class TestApp implements AutoCloseable {

    final AnchorifyApp app;
    final TokenService tokens;

    private TestApp(Map<String, String> environment) throws Exception {
        app = AnchorifyApp.start(Settings.of(environment));
        tokens = TokenService.builder(JdbcTokenStore.connect(environment.get("ANCHORIFY_JDBC_URL")))
                .build();
    }

    static TestApp inMemory() throws Exception {
        return on("jdbc:h2:mem:" + UUID.randomUUID());
    }

    static TestApp on(String jdbcUrl) throws Exception {
        return new TestApp(new HashMap<>(Map.of("ANCHORIFY_PORT", "0", "ANCHORIFY_JDBC_URL", jdbcUrl)));
    }

    String url(String path) {
        return app.url() + path;
    }

    @Override
    public void close() {
        app.close();
        tokens.close();
    }
}
