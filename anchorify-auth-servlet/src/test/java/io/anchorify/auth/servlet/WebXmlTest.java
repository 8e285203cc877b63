package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deploys the filter with a {@code web.xml} in Jetty. */
class WebXmlTest {

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<FilterOutcome> outcomes = new CopyOnWriteArrayList<>();

    @TempDir
    private Path webapp;

    @AfterEach
    void stop() throws Exception {
        server.stop();
        tokens.close();
    }

    @Test
    void filter_withEveryParameter_isConfigured() throws Exception {
        deploy("my.tokens", """
                <init-param><param-name>realm</param-name><param-value>from web.xml</param-value></init-param>
                <init-param><param-name>protect</param-name><param-value>/api/* /file.txt</param-value></init-param>
                <init-param><param-name>mode</param-name><param-value>required</param-value></init-param>
                <init-param><param-name>required-scopes</param-name><param-value> read write </param-value></init-param>
                <init-param><param-name>allow-other-schemes</param-name><param-value>true</param-value></init-param>
                <init-param><param-name>allow-preflight</param-name><param-value>true</param-value></init-param>
                <init-param><param-name>service-attribute</param-name><param-value>my.tokens</param-value></init-param>
                <init-param><param-name>listener-attribute</param-name><param-value>my.listener</param-value></init-param>
                """);
        IssuedToken reading = tokens.issue(TokenRequest.of("ada").scopes("read"));
        IssuedToken both = tokens.issue(TokenRequest.of("ada").scopes("read", "write"));

        assertThat(RawHttp.get(connector.getLocalPort(), "/elsewhere").status()).isEqualTo(404);
        assertThat(challenge()).isEqualTo("Bearer realm=\"from web.xml\"");
        assertThat(statusWith("Authorization: Bearer " + both.secret().reveal()))
                .isEqualTo(200);
        assertThat(statusWith("Authorization: Bearer " + reading.secret().reveal()))
                .isEqualTo(403);
        assertThat(statusWith("Authorization: Basic YWRhOmFkYQ==")).isEqualTo(200);
        assertThat(RawHttp.send(
                                connector.getLocalPort(),
                                "OPTIONS /file.txt HTTP/1.1",
                                "Origin: https://example.org",
                                "Access-Control-Request-Method: GET")
                        .status())
                .isEqualTo(200);
        assertThat(outcomes)
                .containsExactly(
                        FilterOutcome.NO_TOKEN,
                        FilterOutcome.AUTHENTICATED,
                        FilterOutcome.INSUFFICIENT_SCOPE,
                        FilterOutcome.PASSED_WITHOUT_TOKEN,
                        FilterOutcome.PASSED_WITHOUT_TOKEN);
    }

    @Test
    void filter_withoutParameters_hasDefaults() throws Exception {
        deploy(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, "");

        assertThat(challenge()).isEqualTo("Bearer realm=\"api\"");
        assertThat(statusWith("Authorization: Basic YWRhOmFkYQ==")).isEqualTo(401);
        assertThat(statusWith("Authorization: Bearer "
                        + tokens.issue("ada", null).secret().reveal()))
                .isEqualTo(200);
    }

    @Test
    void filter_inOptionalMode_passesRequestsWithoutAToken() throws Exception {
        deploy(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, parameter("mode", "optional"));

        assertThat(statusWith("X: x")).isEqualTo(200);
        assertThat(statusWith("Authorization: Bearer x")).isEqualTo(401);
    }

    @Test
    void filter_withAnInvalidParameter_failsTheDeployment() {
        assertThatThrownBy(() -> deploy(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, parameter("mode", "Required")))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("BearerTokenFilter 'tokens': ");
        assertThat(server.isStarted()).isFalse();
    }

    @Test
    void filter_withoutAService_failsTheDeployment() {
        assertThatThrownBy(() -> deploy("another.attribute", ""))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("holds no TokenService. Set it in a ServletContextListener.");
    }

    private void deploy(String attribute, String parameters) throws Exception {
        Files.createDirectories(webapp.resolve("WEB-INF"));
        Files.writeString(webapp.resolve("file.txt"), "Hello");
        Files.writeString(webapp.resolve("WEB-INF/web.xml"), """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>tokens</filter-name>
                    <filter-class>io.anchorify.auth.servlet.BearerTokenFilter</filter-class>
                    <async-supported>true</async-supported>
                    %s
                  </filter>
                  <filter-mapping><filter-name>tokens</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                </web-app>
                """.formatted(parameters));
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setBaseResourceAsPath(webapp);
        context.setParentLoaderPriority(true);
        // Ignores initializers on the class path of the tests.
        context.setAttribute("org.eclipse.jetty.containerInitializerExclusionPattern", ".*");
        context.setThrowUnavailableOnStartupException(true);
        context.setAttribute(attribute, tokens);
        context.setAttribute("my.listener", (FilterListener) event -> outcomes.add(event.outcome()));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    private static String parameter(String name, String value) {
        return "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                .formatted(name, value);
    }

    private String challenge() throws IOException {
        return RawHttp.get(connector.getLocalPort(), "/file.txt")
                .header("WWW-Authenticate")
                .get(0);
    }

    private int statusWith(String header) throws IOException {
        return RawHttp.get(connector.getLocalPort(), "/file.txt", header).status();
    }
}
