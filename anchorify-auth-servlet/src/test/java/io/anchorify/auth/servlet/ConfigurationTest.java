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
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter set up by a real {@code web.xml} or in code, and what is said when it is set up wrongly. */
class ConfigurationTest {

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @TempDir
    private Path webapp;

    @AfterEach
    void stop() throws Exception {
        server.stop();
        tokens.close();
    }

    @Test
    void webXml_withEveryParameter_isUnderstood() throws Exception {
        deploy("my.tokens", """
                <init-param><param-name>realm</param-name><param-value>from web.xml</param-value></init-param>
                <init-param><param-name>mode</param-name><param-value>required</param-value></init-param>
                <init-param><param-name>required-scopes</param-name><param-value> read write </param-value></init-param>
                <init-param><param-name>allow-other-schemes</param-name><param-value>true</param-value></init-param>
                <init-param><param-name>allow-preflight</param-name><param-value>true</param-value></init-param>
                <init-param><param-name>service-attribute</param-name><param-value>my.tokens</param-value></init-param>
                """);
        IssuedToken reading = tokens.issue(TokenRequest.of("ada").scopes("read"));
        IssuedToken both = tokens.issue(TokenRequest.of("ada").scopes("read", "write"));

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
    }

    @Test
    void webXml_withoutParameters_hasTheDefaults() throws Exception {
        deploy(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, "");

        assertThat(challenge()).isEqualTo("Bearer realm=\"api\"");
        assertThat(statusWith("Authorization: Basic YWRhOmFkYQ==")).isEqualTo(401);
        assertThat(statusWith("Authorization: Bearer "
                        + tokens.issue("ada", null).secret().reveal()))
                .isEqualTo(200);
    }

    @Test
    void webXml_inOptionalMode_letsRequestsWithoutATokenPass() throws Exception {
        deploy(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, parameter("mode", "optional"));

        assertThat(statusWith("X: x")).isEqualTo(200);
        assertThat(statusWith("Authorization: Bearer x")).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode|Required|The init parameter mode is required or optional, not 'Required'",
                "allow-preflight|yes|The init parameter allow-preflight is false or true, not 'yes'",
                "allow-other-schemes|''|The init parameter allow-other-schemes is false or true, not ''",
                "realm|ä|realm is 1 to 200 printable ASCII characters",
                "required-scopes|a \"b|A required scope is one or more printable ASCII characters",
                "relm|api|There is no init parameter 'relm'; there are realm, mode, required-scopes,",
                "service-attribute|elsewhere|The servlet context attribute 'elsewhere'"
            })
    void webXml_withAMistake_failsTheDeploymentAndNamesIt(String name, String value, String message) {
        assertThatThrownBy(() -> deploy(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, parameter(name, value)))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("BearerTokenFilter 'tokens': ")
                .hasMessageContaining(message);
        assertThat(server.isStarted()).isFalse();
    }

    @Test
    void webXml_withoutAService_failsTheDeployment() {
        assertThatThrownBy(() -> deploy("another.attribute", ""))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("holds no TokenService; set it in a ServletContextListener");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "carriage\rreturn", "ä", "nul\u0000"})
    void realm_outsideItsForm_isRefused(String realm) {
        assertThatThrownBy(() -> BearerTokenFilter.builder(tokens).realm(realm).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("realm is 1 to 200 printable ASCII characters");
    }

    @Test
    void requiredScope_outsideItsForm_isRefused() {
        for (String scope : new String[] {"", "a b", "a\"", "\\"}) {
            assertThatThrownBy(() -> BearerTokenFilter.builder(tokens)
                            .requiredScopes(scope)
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A required scope is");
        }
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
        context.setThrowUnavailableOnStartupException(true);
        context.setAttribute(attribute, tokens);
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
