package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestProxy;
import io.anchorify.examples.cli.TlsServer;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.HttpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through the proxy that the environment names. The server's name exists for the proxy only. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ProxyTest extends CommandTest {

    private static final String SERVER = "http://tokens.example.test:8080";

    private static FakeServer server;

    @BeforeAll
    static void start() {
        server = FakeServer.ok(FakeServer.ME);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nameServer() {
        cli.environment.put("REPO_SHARE_HOST", SERVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "HTTP_PROXY"})
    void request_withProxy_goesThroughIt(String variable) throws Exception {
        try (TestProxy proxy = new TestProxy(server.port())) {
            cli.environment.put("https_proxy", "http://localhost:1");
            cli.environment.put(variable, proxy.url());
            Run run = cli.run("whoami", "--verbose");

            assertThat(run.out()).startsWith("You are ada at " + SERVER);
            assertThat(run.err())
                    .contains("> GET " + SERVER + "/api/me through the proxy localhost:" + proxy.port() + " (from "
                            + variable + ")\n");
            assertThat(proxy.heads()).singleElement().asString().startsWith("GET " + SERVER + "/api/me HTTP/1.1\r\n");
        }
    }

    @Test
    void request_withTls_usesATunnelAndShowsItNothing() throws Exception {
        try (FakeServer untrusted =
                        new FakeServer(TlsServer.create(home, "tokens.example.test"), (exchange, request) -> {});
                TestProxy proxy = new TestProxy(untrusted.port())) {
            cli.environment.put("REPO_SHARE_HOST", "https://tokens.example.test");
            cli.environment.put("HTTP_PROXY", "http://localhost:1");
            cli.environment.put("HTTPS_PROXY", "localhost:" + proxy.port());
            Run run = cli.run("whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("Cannot establish a secure connection to https://tokens.example.test");
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT tokens.example.test:443 HTTP/1.1\r\n")
                    .doesNotContain(Tokens.FIRST);
        }
    }

    @Test
    void variables_inBothCases_preferLowerCase() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port())) {
            cli.environment.put("HTTP_PROXY", "http://localhost:1");
            cli.environment.put("http_proxy", proxy.url());
            assertThat(cli.run("whoami").exitCode()).isZero();
            cli.environment.put("http_proxy", "");
            assertThat(cli.run("whoami").err()).contains("Cannot connect to the proxy localhost:1 (from HTTP_PROXY)");
        }
    }

    /** There, a client could set HTTP_PROXY by a header. */
    @Test
    void upperCaseHttpProxy_inCgiProgram_isIgnored() {
        Host host = Host.parse(SERVER, "test", ExitCode.USAGE);
        Map<String, String> variables = Map.of("HTTP_PROXY", "http://localhost:1", "REQUEST_METHOD", "GET");

        assertThat(HttpProxy.forHost(host, variables)).isEmpty();
        assertThat(HttpProxy.forHost(host, Map.of("HTTP_PROXY", "http://localhost:1")))
                .isPresent();
    }

    @Test
    void server_onThisMachine_isAskedDirectly() throws Exception {
        cli.environment.put("http_proxy", "http://localhost:1");

        for (String host : new String[] {"localhost", "127.0.0.1"}) {
            cli.environment.put("REPO_SHARE_HOST", "http://" + host + ":" + server.port());
            assertThat(cli.run("whoami").exitCode()).as(host).isZero();
        }
    }

    @Test
    void credentials_ofTheProxy_areSentToItAndNeverPrinted() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port());
                TestProxy refusing = new TestProxy(server.port(), "HTTP/1.1 407 Proxy Authentication Required")) {
            cli.environment.put("http_proxy", "http://ada:p%40ss+secret@localhost:" + proxy.port());
            Run run = cli.run("whoami", "--verbose");
            cli.environment.put("http_proxy", "http://ada:p%40ss+secret@localhost:" + refusing.port());
            Run refused = cli.run("whoami", "--verbose");

            assertThat(run.exitCode()).isZero();
            // ada:p@ss+secret
            assertThat(proxy.heads().get(0)).contains("Proxy-Authorization: Basic YWRhOnBAc3Mrc2VjcmV0\r\n");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.err())
                    .endsWith(
                            "anchorify: The proxy localhost:" + refusing.port() + " (from http_proxy) refused the user"
                                    + " name and the password. Set http_proxy to http://USER:PASSWORD@HOST:PORT.\n");
            assertThat(run + "" + refused).doesNotContain("secret").doesNotContain("YWRhOn");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void proxy_thatRequiresCredentials_isNamed(String scheme) throws Exception {
        try (TestProxy proxy = new TestProxy(
                server.port(), "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"")) {
            assertProxyFailure(
                    proxy,
                    scheme,
                    "The proxy {proxy} requires a user name and a password. Set {variable} to"
                            + " http://USER:PASSWORD@HOST:PORT.");
        }
    }

    @Test
    void proxy_thatRefusesATunnel_isNamed() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port(), "HTTP/1.1 403 Forbidden")) {
            assertProxyFailure(
                    proxy,
                    "https",
                    "The proxy {proxy} did not connect to https://tokens.example.test: status 403. Check the"
                            + " variable, or add the server to NO_PROXY.");
        }
    }

    @Test
    void proxy_thatRefusesARequest_isNamed() throws Exception {
        try (TestProxy proxy = new TestProxy(server.port(), "HTTP/1.1 403 Forbidden")) {
            assertProxyFailure(
                    proxy,
                    "http",
                    "http://tokens.example.test does not respond like an Anchorify server. Use the address shown on its"
                            + " dashboard. The request went through the proxy {proxy}.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:PORT", "http://proxy.invalid:3128"})
    void proxy_thatIsNotReachable_isNamed(String proxy) throws Exception {
        String url = proxy.replace("PORT", String.valueOf(freePort()));
        cli.environment.put("http_proxy", url);

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .endsWith("anchorify: Cannot connect to the proxy " + url.substring("http://".length())
                        + " (from http_proxy). Check the variable, or add the server to NO_PROXY.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "http://proxy",
                "http://proxy:0",
                "http://proxy:65536",
                "http://ada:secret-word@proxy",
                "http://ada:secret-word%zz@proxy:1",
                "http://proxy:1/secret-word",
                "http://[::1:1",
                "secret word"
            })
    void proxy_invalid_isAUsageErrorThatOmitsIt(String value) {
        cli.environment.put("http_proxy", value);

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .endsWith("anchorify: Invalid proxy in http_proxy. Use http://HOST:PORT or"
                        + " http://USER:PASSWORD@HOST:PORT, with special characters percent-encoded.\n")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "socks5"})
    void proxy_ofUnsupportedKind_isAUsageError(String scheme) {
        cli.environment.put("http_proxy", scheme + "://ada:secret@proxy:1080");

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .endsWith("anchorify: The proxy in http_proxy uses " + scheme + "://, which is not supported. Use the"
                        + " http:// address of an HTTP proxy.\n")
                .doesNotContain("secret");
    }

    private void assertProxyFailure(TestProxy proxy, String scheme, String message) {
        String variable = scheme + "_proxy";
        cli.environment.put("REPO_SHARE_HOST", scheme + "://tokens.example.test");
        cli.environment.put(variable, proxy.url());

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .endsWith("anchorify: "
                        + message.replace("{proxy}", "localhost:" + proxy.port() + " (from " + variable + ")")
                                .replace("{variable}", variable)
                        + "\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
