package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The whole application, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "logging.level.root=off")
class ApplicationTest {

    private static final String CHALLENGE = "Bearer realm=\"api\"";

    @Autowired
    private TokenService tokens;

    @Value("${local.server.port}")
    private int port;

    /** Reports dispatcher type and user of each dispatch to Spring MVC in a response header. */
    @TestConfiguration(proxyBeanMethods = false)
    static class DispatchReporter implements WebMvcConfigurer, HandlerInterceptor {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(this);
        }

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.addHeader("X-Dispatch", request.getDispatcherType() + " " + request.getRemoteUser());
            return true;
        }

        @Bean
        Failing failing() {
            return new Failing();
        }
    }

    @RestController
    static class Failing {

        @GetMapping("/api/failing")
        void fail() {
            throw new IllegalStateException("Failed on purpose");
        }

        @GetMapping({"/api/{owner}/{repo}", "/api/raw/**"})
        String readRawUri() {
            return "reached";
        }
    }

    @Test
    void controller_withAToken_receivesThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me", bearer());

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
        assertThat(answer.header("X-Dispatch")).isEmpty();
    }

    @Test
    void token_revoked_isRejectedImmediately() throws Exception {
        String token = bearer();
        assertThat(RawHttp.get(port, "/api/me", token).status()).isEqualTo(200);

        Answer revocation = RawHttp.send(port, "DELETE /api/me/token HTTP/1.1", token);
        Answer answer = RawHttp.get(port, "/api/me", token);

        assertThat(revocation.status()).isEqualTo(204);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith(CHALLENGE + ", error=\"invalid_token\"");
    }

    @Test
    void asynchronousController_afterItsDispatch_keepsThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me/later", bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"owner\":\"ada\"");
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST ada", "ASYNC ada");
    }

    @Test
    void errorPage_afterAnException_keepsThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/failing", bearer());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"path\":\"/api/failing\"");
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST ada", "ERROR ada");
    }

    @Test
    void errorPage_forAnUnknownPath_keepsThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/nowhere", bearer());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST ada", "ERROR ada");
    }

    @Test
    void errorPage_outsideTheApi_isPublic() throws Exception {
        Answer answer = RawHttp.get(port, "/nowhere");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST null", "ERROR null");
        assertThat(RawHttp.get(port, "/nowhere", "Authorization: Bearer jf_wrong")
                        .status())
                .isEqualTo(404);
    }

    /** Spring MVC matches the raw URI: a filter at {@code /api/*} would not see these requests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../x",
                "/api/x/..",
                "/api/raw/../../x",
                "/api/%2e%2e/x",
                "/api/..;/x",
                "//api/x",
                "/api/x;y"
            })
    void controller_withAUriThatIsNotCanonical_isNotReached(String uri) throws Exception {
        for (String header : new String[] {"X: y", bearer()}) {
            Answer answer = RawHttp.get(port, uri, header);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("X-Dispatch")).isEmpty();
        }
        assertThat(RawHttp.get(port, "/api/ada/repo", bearer()).body()).isEqualTo("reached");
        assertThat(RawHttp.get(port, "/api/ada/repo").status()).isEqualTo(401);
        assertThat(RawHttp.get(port, "/%61pi/ada/repo").status()).isEqualTo(401);
    }

    @Test
    void service_afterTheApplicationStops_isClosed() {
        TokenService closed;
        try (ConfigurableApplicationContext other = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:other",
                "--logging.level.root=off")) {
            closed = other.getBean(TokenService.class);
        }
        assertThatThrownBy(() -> closed.authenticate(secret())).isInstanceOf(AuthenticationUnavailableException.class);
    }

    private String bearer() {
        return "Authorization: Bearer " + secret();
    }

    private String secret() {
        TokenRequest request = TokenRequest.of("ada").label("laptop").scopes("documents:read");
        return tokens.issue(request).secret().reveal();
    }
}
