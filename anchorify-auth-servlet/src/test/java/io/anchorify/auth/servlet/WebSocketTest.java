package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket endpoints below protected paths. */
class WebSocketTest {

    private static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletContextHandler context = new ServletContextHandler();

    public static final class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** Sends the user of the handshake in a header. */
    public static final class UserInHandshake extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(
                ServerEndpointConfig endpoint, HandshakeRequest request, HandshakeResponse response) {
            String user = request.getUserPrincipal() == null
                    ? "nobody"
                    : request.getUserPrincipal().getName();
            response.getHeaders().put("X-User", List.of(user + " " + request.isUserInRole("**")));
        }
    }

    private static ServerEndpointConfig endpoint() {
        return ServerEndpointConfig.Builder.create(Silent.class, "/api/live")
                .configurator(new UserInHandshake())
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        tokens.close();
    }

    @Test
    void filter_beforeTheEndpointInJetty_failsToStart() {
        context.addFilter(new FilterHolder(filter()), "/api/*", ALL);
        configureEndpoint();

        assertThatThrownBy(this::start)
                .hasStackTraceContaining(
                        "comes after Jetty's WebSocketUpgradeFilter, so WebSocket endpoints are reached without a"
                                + " token: register the bearer token filter after the last endpoint, with isMatchAfter = false");
    }

    /** Its endpoints are open to everybody anyway. */
    @Test
    void optionalFilter_beforeTheEndpointInJetty_starts() throws Exception {
        context.addFilter(
                new FilterHolder(BearerTokenFilter.builder(tokens).optional().build()), "/api/*", ALL);
        configureEndpoint();
        start();

        assertThat(handshake(connector.getLocalPort(), "/api/live"))
                .startsWith("HTTP/1.1 101 ")
                .contains("X-User: nobody false");
    }

    @Test
    void endpoint_behindAFilterThatWasRegisteredAfterItInJetty_needsAToken() throws Exception {
        JakartaWebSocketServletContainerInitializer.configure(context, (servletContext, container) -> {
            container.addEndpoint(endpoint());
            FilterRegistration.Dynamic filter = servletContext.addFilter("tokens", filter());
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(ALL, false, "/api/*");
        });
        start();

        needsAToken(connector.getLocalPort());
    }

    @Test
    void endpoint_behindAnUpgradeFilterOfTheApplicationInJetty_needsAToken() throws Exception {
        context.addFilter(new FilterHolder(filter()), "/api/*", ALL);
        FilterHolder upgrades = new FilterHolder(new WebSocketUpgradeFilter());
        upgrades.setName(WebSocketUpgradeFilter.class.getName());
        context.addFilter(upgrades, "/*", EnumSet.of(DispatcherType.REQUEST));
        configureEndpoint();
        start();

        needsAToken(connector.getLocalPort());
    }

    @Test
    void endpoint_behindAnUpgradeFilterInWebXmlInJetty_needsAToken(@TempDir Path directory) throws Exception {
        WebAppContext webapp = new WebAppContext();
        webapp.setContextPath("/");
        webapp.setBaseResourceAsPath(directory);
        webapp.setParentLoaderPriority(true);
        webapp.setThrowUnavailableOnStartupException(true);
        webapp.setAttribute("org.eclipse.jetty.containerInitializerExclusionPattern", ".*");
        webapp.setAttribute(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, tokens);
        JakartaWebSocketServletContainerInitializer.configure(
                webapp, (servletContext, container) -> container.addEndpoint(endpoint()));
        String upgrades = WebSocketUpgradeFilter.class.getName();
        webapp.setDescriptor(Files.writeString(
                        directory.resolve("web.xml"),
                        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                                + filterInWebXml("tokens", BearerTokenFilter.class.getName(), "/api/*")
                                + filterInWebXml(upgrades, upgrades, "/*")
                                + "</web-app>")
                .toString());
        start(webapp);

        needsAToken(connector.getLocalPort());
    }

    private static String filterInWebXml(String name, String type, String pattern) {
        return ("<filter><filter-name>%s</filter-name><filter-class>%s</filter-class>"
                        + "<async-supported>true</async-supported></filter>"
                        + "<filter-mapping><filter-name>%s</filter-name><url-pattern>%s</url-pattern></filter-mapping>")
                .formatted(name, type, name, pattern);
    }

    @Test
    void endpoint_belowAProtectedPathInJetty_needsAToken() throws Exception {
        JakartaWebSocketServletContainerInitializer.configure(context, (servletContext, container) -> {
            container.addEndpoint(endpoint());
            BearerTokenFilter protecting =
                    BearerTokenFilter.builder(tokens).protect("/api/*").build();
            servletContext.addFilter("tokens", protecting).addMappingForUrlPatterns(ALL, false, "/*");
        });
        start();

        needsAToken(connector.getLocalPort());
        assertThat(handshake(connector.getLocalPort(), "/api/../api/live")).doesNotContain("101");
    }

    /** Tomcat's own filter comes before those that are added later, unless they ask to be in front. Nothing tells the order. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endpoint_inTomcat_needsATokenUnlessTheFilterMatchesAfterOthers(boolean isMatchAfter, @TempDir Path directory)
            throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context root = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(root, "default", new DefaultServlet());
        root.addServletMapping("/", "default");
        root.addServletContainerInitializer(new WsSci(), null);
        root.addServletContainerInitializer(
                (classes, servletContext) -> {
                    addEndpoint(servletContext);
                    FilterRegistration.Dynamic filter = servletContext.addFilter("tokens", filter());
                    filter.setAsyncSupported(true);
                    filter.addMappingForUrlPatterns(ALL, isMatchAfter, "/api/*");
                },
                null);
        tomcat.start();
        try {
            int port = tomcat.getConnector().getLocalPort();
            if (isMatchAfter) {
                assertThat(handshake(port, "/api/live"))
                        .startsWith("HTTP/1.1 101 ")
                        .contains("X-User: nobody false");
            } else {
                needsAToken(port);
            }
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static void addEndpoint(ServletContext servletContext) {
        ServerContainer container = (ServerContainer) servletContext.getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(endpoint());
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    private void configureEndpoint() {
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servletContext, container) -> container.addEndpoint(endpoint()));
    }

    private void needsAToken(int port) throws IOException {
        assertThat(handshake(port, "/api/live")).startsWith("HTTP/1.1 401 ");
        assertThat(handshake(port, "/api/live", bearer()))
                .startsWith("HTTP/1.1 101 ")
                .contains("X-User: ada true");
    }

    private void start() throws Exception {
        start(context);
    }

    private void start(ServletContextHandler context) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    private BearerTokenFilter filter() {
        return BearerTokenFilter.builder(tokens).build();
    }

    private String bearer() {
        return "Authorization: Bearer " + tokens.issue("ada", null).secret().reveal();
    }

    /** The head of the answer to an upgrade request. */
    private static String handshake(int port, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            socket.getOutputStream()
                    .write(("GET " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    + more + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                head.append((char) next);
            }
            return head.toString();
        }
    }
}
