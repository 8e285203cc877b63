package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** An application without Spring Security on Tomcat, over HTTP. */
class ServletApplicationTest {

    private static ServletWebServerApplicationContext application;

    @BeforeAll
    static void start() {
        application = (ServletWebServerApplicationContext) run("--anchorify.auth.protected-paths=/api/*");
    }

    private static ConfigurableApplicationContext run(String argument) {
        return SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=off",
                argument);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void application_withoutProtectedPaths_doesNotStart() {
        assertThatThrownBy(() -> run("--anchorify.auth.protected-paths="))
                .satisfies(failure -> assertThat(new StartupFailureAnalyzer().analyze(failure))
                        .extracting(FailureAnalysis::getDescription, as(STRING))
                        .startsWith("No path is protected by tokens"));
    }

    @Test
    void controller_withAToken_receivesThePrincipal() throws Exception {
        Answer answer = get("/api/me", bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ada");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void controller_withoutAToken_isNotReached() throws Exception {
        Answer answer = get("/api/me", "X: y");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.header("X-Dispatch")).isEmpty();
    }

    @Test
    void asynchronousController_afterItsDispatch_keepsThePrincipal() throws Exception {
        Answer answer = get("/api/later", bearer());

        assertThat(answer.body()).isEqualTo("ada");
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST ada", "ASYNC ada");
    }

    @Test
    void forward_intoAProtectedPath_needsAToken() throws Exception {
        assertThat(get("/forward", "X: y").status()).isEqualTo(401);
        assertThat(get("/forward", bearer()).body()).isEqualTo("ada");
    }

    @Test
    void errorPage_afterAnException_keepsThePrincipal() throws Exception {
        Answer answer = get("/api/failing", bearer());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST ada", "ERROR ada");
    }

    @Test
    void errorPage_forAnUnknownPath_keepsThePrincipal() throws Exception {
        Answer answer = get("/api/nowhere", bearer());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST ada", "ERROR ada");
    }

    @Test
    void errorPage_outsideTheApi_isPublic() throws Exception {
        Answer answer = get("/nowhere", "X: y");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Dispatch")).containsExactly("REQUEST null", "ERROR null");
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
            Answer answer = get(uri, header);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("X-Dispatch")).isEmpty();
        }
    }

    @Test
    void controller_withPathVariables_needsAToken() throws Exception {
        assertThat(get("/api/ada/repo", bearer()).body()).isEqualTo("reached");
        assertThat(get("/api/ada/repo", "X: y").status()).isEqualTo(401);
        assertThat(get("/%61pi/ada/repo", "X: y").status()).isEqualTo(401);
        assertThat(get("/API/ada/repo", "X: y").status()).isEqualTo(401);
    }

    /** The container would add the session id, and the filter would refuse the URL. */
    @Test
    void link_inANewSession_hasNoSessionId() throws Exception {
        Answer answer = get("/session", "X: y");

        assertThat(answer.header("Set-Cookie")).hasSize(1);
        assertThat(answer.body()).isEqualTo("/next");
    }

    private static Answer get(String path, String header) throws Exception {
        return RawHttp.get(application.getWebServer().getPort(), path, header);
    }

    private static String bearer() {
        return "Authorization: Bearer "
                + application
                        .getBean(TokenService.class)
                        .issue("ada", "laptop")
                        .secret()
                        .reveal();
    }

    /** Reports dispatcher type and user of each dispatch to Spring MVC in a response header. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        AnchorifyAuthAutoConfiguration.class,
        AnchorifyFilterAutoConfiguration.class
    })
    static class Application implements WebMvcConfigurer, HandlerInterceptor {

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
        TokenStore store() {
            return TokenStore.inMemory();
        }

        @Bean
        Controllers controllers() {
            return new Controllers();
        }
    }

    @RestController
    static class Controllers {

        @GetMapping("/api/me")
        String me(TokenPrincipal token) {
            return token.owner();
        }

        @GetMapping("/api/later")
        Callable<String> later(TokenPrincipal token) {
            return token::owner;
        }

        @GetMapping("/api/failing")
        void fail() {
            throw new IllegalStateException("Failed on purpose");
        }

        @GetMapping({"/api/{owner}/{repo}", "/api/raw/**"})
        String readRawUri() {
            return "reached";
        }

        @GetMapping("/session")
        String link(HttpSession session, HttpServletResponse response) {
            return response.encodeURL("/next");
        }

        @GetMapping("/forward")
        void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
            request.getRequestDispatcher("/api/me").forward(request, response);
        }
    }
}
