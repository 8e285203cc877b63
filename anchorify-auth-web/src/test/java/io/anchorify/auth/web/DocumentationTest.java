package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.web.internal.json.Json;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the snippets of two pages of the documentation in a host application. */
class DocumentationTest {

    private static final String ENDPOINTS = "web-endpoints.md";
    private static final String DEVICE_LOGIN = "device-login.md";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @AfterEach
    void stop() throws Exception {
        server.stop();
        tokens.close();
    }

    private void installEndpoints(ServletContext servletContext) {
        TokenWeb web = TokenWeb.builder(tokens)
                .offer(TokenOffer.standard().scope("documents:read", "Read your documents"))
                .administrators(request -> request.isUserInRole("admin"))
                .signIn("/login")
                .build();
        servletContext.addServlet("tokens-json", web.endpoints()).addMapping("/tokens-json/*");
    }

    private void installDeviceLogin(ServletContext servletContext) {
        TokenWeb web = TokenWeb.builder(tokens)
                .signIn("/login")
                .publicUrl(URI.create("https://tokens.example.org"))
                .deviceClients("acme-cli")
                .build();
        servletContext.addServlet("tokens", web.page()).addMapping("/tokens/*");
        servletContext.addServlet("device", web.deviceEndpoints()).addMapping("/device/*");
    }

    @Test
    void javaSnippets_areTheCodeOfThisTest() throws IOException {
        String source = withoutIndentation(
                Files.readString(Path.of("src/test/java/io/anchorify/auth/web/DocumentationTest.java")));

        for (String page : List.of(ENDPOINTS, DEVICE_LOGIN)) {
            List<String> snippets = snippets(page, "java");
            assertThat(snippets).hasSize(1);
            assertThat(source).contains(withoutIndentation(snippets.get(0)));
        }
    }

    @Test
    void fetchSnippet_sendsWhatTheEndpointsAccept() throws Exception {
        start(this::installEndpoints);
        String snippet = snippets(ENDPOINTS, "js").get(0);
        List<String> paths = matches("fetch\\('([^']+)'", snippet);
        Map<String, Object> options = json(send(HttpRequest.newBuilder(url(paths.get(0)))));

        HttpRequest.Builder request = HttpRequest.newBuilder(url(paths.get(1)))
                .header("Content-Type", only("'Content-Type': '([^']+)'", snippet))
                .header(only("'([^']+)': options.csrfToken", snippet), (String)
                        options.get(only("options\\.(\\w+)", snippet)))
                .method(
                        only("method: '([A-Z]+)'", snippet),
                        BodyPublishers.ofString(only("JSON.stringify\\((.*)\\)", snippet)));
        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer)).containsKey("token");
        assertThat(tokens.list(TokenQuery.of("ada"))).hasSize(1);
    }

    @Test
    void curlSnippets_logIn() throws Exception {
        start(this::installDeviceLogin);
        List<String> shell = snippets(DEVICE_LOGIN, "sh");
        List<String> answers = snippets(DEVICE_LOGIN, "json");

        Map<String, Object> started = json(curl(shell.get(0), ""));
        assertThat(started).containsOnlyKeys(json(answers.get(0)).keySet());
        assertThat(started)
                .containsEntry("verification_uri", json(answers.get(0)).get("verification_uri"))
                .containsEntry("interval", json(answers.get(0)).get("interval"));
        tokens.deviceFlow()
                .approve(
                        (String) started.get("user_code"),
                        TokenRequest.of("ada").label("Acme on laptop").expiresIn(Duration.ofDays(90)));

        HttpResponse<String> issued = curl(shell.get(1), (String) started.get("device_code"));
        assertThat(issued.statusCode()).isEqualTo(200);
        assertThat(json(issued)).containsOnlyKeys(json(answers.get(1)).keySet());
    }

    private HttpResponse<String> curl(String command, String deviceCode) throws Exception {
        String form = matches("-d ['\"]([^'\"]+)['\"]", command).stream()
                .map(field -> field.replace("$DEVICE_CODE", deviceCode).replace(' ', '+'))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(url(only("\"\\$HOST([^\"]+)\"", command)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private void start(Consumer<ServletContext> installation) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.addFilter(new FilterHolder(new SignedInFilter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                installation.accept(event.getServletContext());
            }
        });
        server.setHandler(context);
        server.start();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    }

    private static Map<String, Object> json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    private static Map<String, Object> json(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static List<String> snippets(String page, String language) throws IOException {
        return matches("(?s)```" + language + "\\n(.*?)```", Files.readString(Path.of("../docs/" + page)));
    }

    private static String only(String pattern, String text) {
        return matches(pattern, text).get(0);
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static final class SignedInFilter extends HttpFilter {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public String getRemoteUser() {
                            return "ada";
                        }
                    },
                    response);
        }
    }
}
