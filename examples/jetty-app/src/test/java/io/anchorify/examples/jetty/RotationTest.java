package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenQuery;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code ANCHORIFY_TOKEN_ROTATION} decides. */
class RotationTest {

    @Test
    void rotation_switchedOff_isForbiddenAndChangesNothing() throws Exception {
        try (TestApp app = app("off")) {
            IssuedToken laptop = app.tokens.issue("ada", "laptop");
            HttpResponse<String> answer = rotate(app, laptop);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("Tokens cannot rotate themselves on this server. Generate a new token on the dashboard.");
            assertThat(app.tokens.list(TokenQuery.of("ada"))).containsExactly(laptop.token());
        }
    }

    @Test
    void rotation_withoutAGracePeriod_endsTheTokenImmediately() throws Exception {
        try (TestApp app = app("PT0S")) {
            IssuedToken laptop = app.tokens.issue("ada", "laptop");

            assertThat(rotate(app, laptop).statusCode()).isEqualTo(201);
            assertThat(rotate(app, laptop).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void rotation_byTheOperator_isForbidden() throws Exception {
        try (TestApp app = app("PT1H")) {
            assertThat(app.send(TestApp.ADMIN_TOKEN, "POST", "/api/tokens/current/rotate", "text/plain", null)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static TestApp app(String rotation) throws Exception {
        return TestApp.on(
                Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:" + UUID.randomUUID(), "ANCHORIFY_TOKEN_ROTATION", rotation));
    }

    private static HttpResponse<String> rotate(TestApp app, IssuedToken token) throws Exception {
        return app.send(token.secret().reveal(), "POST", "/api/tokens/current/rotate", "text/plain", null);
    }
}
