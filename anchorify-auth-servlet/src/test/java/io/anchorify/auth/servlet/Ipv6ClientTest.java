package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are bound to IPv6 networks. Containers write the address of a client in different forms. */
class Ipv6ClientTest {

    private static final String LOOPBACK = "::1";

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final BearerTokenFilter filter = BearerTokenFilter.builder(tokens).build();

    @BeforeEach
    void requireIpv6() throws SocketException {
        boolean isAvailable = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address.isLoopbackAddress() && address.getAddress().length == 16);
        assumeThat(isAvailable).as("an IPv6 loopback address").isTrue();
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    /** Jetty writes brackets. */
    @Test
    void boundToken_inJetty_isAcceptedFromItsNetworkOnly() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(LOOPBACK);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
        context.addServlet(new Address(), "/*");
        server.setHandler(context);
        server.start();
        try {
            requireBinding(connector.getLocalPort(), "[0:0:0:0:0:0:0:1]");
        } finally {
            server.stop();
        }
    }

    @Test
    void boundToken_inTomcat_isAcceptedFromItsNetworkOnly(@TempDir Path directory) throws Exception {
        Tomcat server = new Tomcat();
        server.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", LOOPBACK);
        server.setConnector(connector);
        Context context = server.addContext("", directory.toString());
        Tomcat.addServlet(context, "address", new Address()).addMapping("/*");
        addFilter(context);
        server.start();
        try {
            requireBinding(connector.getLocalPort(), "0:0:0:0:0:0:0:1");
        } finally {
            server.stop();
            server.destroy();
        }
    }

    private void addFilter(Context context) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("tokens");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("tokens");
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
    }

    private void requireBinding(int port, String address) throws IOException {
        assertThat(get(port, "::1")).startsWith("HTTP/1.1 200").contains("from " + address + ".");
        assertThat(get(port, "::/64")).startsWith("HTTP/1.1 200");
        assertThat(get(port, "2001:db8::/32")).startsWith("HTTP/1.1 403");
        assertThat(get(port, "127.0.0.1")).startsWith("HTTP/1.1 403");
    }

    private String get(int port, String network) throws IOException {
        String secret =
                tokens.issue(TokenRequest.of("ada").networks(network)).secret().reveal();
        String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + secret;
        try (Socket socket = new Socket(InetAddress.getByName(LOOPBACK), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Responds with the address of the client, as the container writes it. */
    private static final class Address extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("from " + request.getRemoteAddr() + ".");
        }
    }
}
