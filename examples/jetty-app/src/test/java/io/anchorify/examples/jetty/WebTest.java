package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** An HTTP client with cookies for the pages of the application, which all tests of a class share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebTest {

    final CookieManager cookies = new CookieManager();

    final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

    final String database = "jdbc:h2:mem:" + UUID.randomUUID();

    TestApp app;

    /** A new user for each test. */
    String user;

    @BeforeAll
    final void start() throws Exception {
        Map<String, String> environment = new HashMap<>(settings());
        environment.put("ANCHORIFY_JDBC_URL", database);
        app = TestApp.on(environment);
    }

    /** The environment of the application, in addition to the database. */
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    final void chooseUser() {
        cookies.getCookieStore().removeAll();
        user = app.newUser();
    }

    @AfterAll
    final void stop() {
        app.close();
    }

    final HttpResponse<String> signIn(String name) throws Exception {
        return signIn(name, TestApp.passwordOf(name));
    }

    final HttpResponse<String> signIn(String user, String password) throws Exception {
        return post("/login", Map.of("username", user, "password", password, "_csrf", csrf("/login")));
    }

    final String csrf(String path) throws Exception {
        return find("name=\"_csrf\" value=\"([^\"]+)", get(path).body());
    }

    final String sessionId() {
        return cookie("anchorify");
    }

    final String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    final HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url(path))).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    final HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return client.send(form(path, fields).build(), HttpResponse.BodyHandlers.ofString());
    }

    final HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(app.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in the page", pattern).isTrue();
        return matcher.group(matcher.groupCount());
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The fields of the form on the dashboard. */
    final Map<String, String> tokenForm(String label) throws Exception {
        String page = get("/dashboard").body();
        return Map.of(
                "label", label,
                "_csrf", find("name=\"_csrf\" value=\"([^\"]+)", page),
                "_once", find("name=\"_once\" value=\"([^\"]+)", page));
    }

    final HttpResponse<String> generate(String label) throws Exception {
        return post("/dashboard/tokens", tokenForm(label));
    }
}
