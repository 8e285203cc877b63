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

/** The application as it is, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "logging.level.root=off")
class ApplicationTest {

    private static final String CHALLENGE = "Bearer realm=\"api\"";

    @Autowired
    private TokenService tokens;

    @Value("${local.server.port}")
    private int port;

    /** What makes seen from outside whom each dispatch to Spring MVC speaks for, and something that fails. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Witness implements WebMvcConfigurer, HandlerInterceptor {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(this);
        }

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.addHeader("X-Seen", request.getDispatcherType() + " " + request.getRemoteUser());
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
            throw new IllegalStateException("It fails on purpose");
        }
    }

    @Test
    void controller_withAToken_isHandedThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me", good());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"owner\":\"ada\",\"label\":\"laptop\",\"scopes\":[\"documents:read\"]}");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void controller_withoutAToken_isNotReachedAndTheClientIsChallenged() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(CHALLENGE);
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.header("X-Seen")).isEmpty();
    }

    @Test
    void token_thatIsRevoked_isRefusedAtOnce() throws Exception {
        String token = good();
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
    void asynchronousController_whenItIsDispatched_keepsThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/me/later", good());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"owner\":\"ada\"");
        assertThat(answer.header("X-Seen")).containsExactly("REQUEST ada", "ASYNC ada");
    }

    @Test
    void errorPage_afterAnException_keepsThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/failing", good());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"path\":\"/api/failing\"");
        assertThat(answer.header("X-Seen")).containsExactly("REQUEST ada", "ERROR ada");
    }

    @Test
    void errorPage_forAPathThatIsNot_keepsThePrincipal() throws Exception {
        Answer answer = RawHttp.get(port, "/api/nowhere", good());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Seen")).containsExactly("REQUEST ada", "ERROR ada");
    }

    @Test
    void errorPage_outsideOfTheApi_isThereForEverybody() throws Exception {
        Answer answer = RawHttp.get(port, "/nowhere");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("X-Seen")).containsExactly("REQUEST null", "ERROR null");
        assertThat(RawHttp.get(port, "/nowhere", "Authorization: Bearer jf_wrong")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void service_whenTheApplicationEnds_isClosed() {
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

    private String good() {
        return "Authorization: Bearer " + secret();
    }

    private String secret() {
        TokenRequest request = TokenRequest.of("ada").label("laptop").scopes("documents:read");
        return tokens.issue(request).secret().reveal();
    }
}
