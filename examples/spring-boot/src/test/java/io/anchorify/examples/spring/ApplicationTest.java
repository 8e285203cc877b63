package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The API of the application, over HTTP. */
@ApplicationUnderTest
class ApplicationTest {

    private static final String DOCUMENTS = "/api/documents";
    private static final String CHALLENGE = "Bearer realm=\"api\"";

    @Autowired
    private TokenService tokens;

    @Value("${local.server.port}")
    private int port;

    @AfterEach
    void revokeAll() {
        tokens.revokeAll("ada");
        tokens.revokeAll("grace");
    }

    @Test
    void controller_withAToken_receivesThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me", bearer("documents:read"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"owner\":\"ada\",\"label\":\"laptop\",\"scopes\":[\"documents:read\"]}");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void controller_withoutAToken_isNotReached() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(CHALLENGE);
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
    }

    @Test
    void document_created_isInTheListOfItsOwner() throws Exception {
        HttpResponse<String> created = client("ada", "documents:write").post(DOCUMENTS, "{\"title\":\"notes\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(client("ada", "documents:read").get(DOCUMENTS).body()).isEqualTo("[{\"title\":\"notes\"}]");
        assertThat(client("grace", "documents:read").get(DOCUMENTS).body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\":\" \"}", "{}", "[]"})
    void document_withoutATitle_isRefused(String json) throws Exception {
        assertThat(client("ada", "documents:write").post(DOCUMENTS, json).statusCode())
                .isEqualTo(400);
    }

    @Test
    void method_withoutItsScope_namesIt() throws Exception {
        HttpResponse<String> answer = client("ada", "documents:read").post(DOCUMENTS, "{\"title\":\"notes\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge)
                        .startsWith(CHALLENGE)
                        .contains("error=\"insufficient_scope\"", "scope=\"documents:write\""));
    }

    @Test
    void session_withoutAToken_isNoCredentialOfTheApi() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");
        assertThat(ada.get("/tokens").statusCode()).isEqualTo(200);

        assertThat(ada.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void token_revoked_isRejectedImmediately() throws Exception {
        String token = bearer("documents:read");
        assertThat(RawHttp.get(port, "/api/me", token).status()).isEqualTo(200);

        tokens.revokeAll("ada");
        Answer answer = RawHttp.get(port, "/api/me", token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith(CHALLENGE + ", error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/../api/me", "//api/me", "/api/x/../me", "/api;x/me"})
    void controller_withAUriThatIsNotCanonical_isNotReached(String uri) throws Exception {
        assertThat(RawHttp.get(port, uri, bearer("documents:read")).status()).isEqualTo(400);
    }

    @Test
    void service_afterTheApplicationStops_isClosed() {
        TokenService closed;
        try (ConfigurableApplicationContext other = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                "--logging.level.root=off")) {
            closed = other.getBean(TokenService.class);
        }
        assertThatThrownBy(() -> closed.authenticate("jf_unknown"))
                .isInstanceOf(AuthenticationUnavailableException.class);
    }

    private ApiClient client(String owner, String scope) {
        return new ApiClient(port, secret(owner, scope));
    }

    private String bearer(String scope) {
        return "Authorization: Bearer " + secret("ada", scope);
    }

    private String secret(String owner, String scope) {
        TokenRequest request = TokenRequest.of(owner).label("laptop").scopes(scope);
        return tokens.issue(request).secret().reveal();
    }
}
