package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.servlet.conformance.RawHttp;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as HTTP has them: headers, cookies, redirects, and forms that are not ours. */
class PagesTest {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID();
    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        app = TestApp.on(Map.of("ANCHORIFY_JDBC_URL", database));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/nothing", "/assets/style.css", "/api/me", "/health/live"})
    void everyAnswer_protectsItsReader(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; ")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /logout?canary",
                "GET /assets/canary",
                "GET /dashboard?notice=%zzcanary",
                "GET /dashboard;canary/x%2f",
                "GET /api//me?canary",
                "DELETE /api//me?canary",
                "GET /api%2fme?canary",
                "GET /api/documents/%00canary"
            })
    void refusal_ofTheContainer_holdsNothingOfTheRequestOrOfTheServer(String requestLine) throws Exception {
        signIn("ada", "ada-demo");
        for (String accept : List.of("text/html,application/xhtml+xml,*/*;q=0.8", "application/json", "*/*", "x")) {
            RawHttp.Answer answer = RawHttp.send(
                    app.port(),
                    requestLine + " HTTP/1.1",
                    "Cookie: anchorify=" + sessionId(),
                    "Authorization: Bearer "
                            + app.tokens.issue("ada", null).secret().reveal(),
                    "Accept: " + accept);
            assertSaysOnly(answer, accept.contains("html") && !requestLine.contains(" /api"));
        }
    }

    /** What Jetty refuses while it reads the request: it has not seen then what the client accepts. */
    @ParameterizedTest
    @CsvSource({"400,/%zzcanary", "400,canary", "414,/login?<long>", "431,/login"})
    void refusal_ofWhatCannotBeRead_holdsNothingOfIt(int status, String path) throws Exception {
        String tooLong = "canary".repeat(2000);
        RawHttp.Answer answer =
                RawHttp.get(app.port(), path.replace("<long>", tooLong), status == 431 ? "X-Long: " + tooLong : "X: y");

        assertThat(answer.status()).isEqualTo(status);
        assertSaysOnly(answer, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_csrf=%zzcanary", "_csrf=%ffcanary", "huge"})
    void refusal_ofAForm_holdsNothingOfIt(String form) throws Exception {
        String body = form.equals("huge") ? "_csrf=canary&x=" + "y".repeat(300_000) : form;
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url("/login")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isIn(400, 413);
        List<String> headers = answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .toList();
        assertSaysOnly(new RawHttp.Answer(answer.statusCode(), headers, answer.body()), true);
    }

    @Test
    void refusal_ofAHead_hasNoBody() throws Exception {
        RawHttp.Answer answer = RawHttp.send(app.port(), "HEAD /assets/nothing HTTP/1.1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    private static void assertSaysOnly(RawHttp.Answer answer, boolean isPage) {
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body())
                .isNotEmpty()
                .doesNotContain("canary", "URI:", "HTTP ERROR", "Exception", "Servlet", "jetty", "io.anchorify");
        assertThat(answer.headers()).noneMatch(line -> line.contains("canary"));
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.header("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.header("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; ");
        if (isPage) {
            assertThat(answer.header("Content-Type")).containsExactly("text/html;charset=utf-8");
            assertThat(answer.body()).contains("<h1 id=\"heading\">", "/assets/style.css");
        } else {
            assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
            assertThat(answer.body())
                    .startsWith("{\"type\":\"about:blank\",\"title\":\"")
                    .contains("\"status\":" + answer.status() + ",");
        }
    }

    @Test
    void dashboard_withoutASession_leadsToTheLogin() throws Exception {
        for (String path : List.of("/dashboard", "/dashboard/", "/dashboard/tokens", "/")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .endsWith(path.equals("/") ? "/dashboard" : "/login");
            assertThat(answer.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .hasSize(1);
        }
    }

    @Test
    void session_isOfAnHttpOnlyCookie_andChangesItsIdAtSignIn() throws Exception {
        String cookie = get("/login").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
        String before = sessionId();
        assertThat(signIn("ada", "ada-demo").statusCode()).isEqualTo(303);

        assertThat(sessionId()).isNotEqualTo(before);
        assertThat(get("/dashboard").body())
                .contains("Signed in as <strong>ada</strong>")
                .doesNotContain("jsessionid");
    }

    @Test
    void signIn_withTheWrongPassword_staysOutside() throws Exception {
        HttpResponse<String> answer = signIn("ada", "grace-demo");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("do not belong together");
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);
    }

    @Test
    void signIn_pastTheLoginPage_isNotPossible() throws Exception {
        // A path that the container's form sign-in listens to of its own accord, in front of every filter.
        HttpRequest request = form("/j_security_check", Map.of("j_username", "ada", "j_password", "ada-demo"))
                .header("Sec-Fetch-Site", "cross-site")
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("did not come from this site");
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);
    }

    @Test
    void signOut_endsTheSession() throws Exception {
        signIn("ada", "ada-demo");
        HttpResponse<String> answer = post("/logout", Map.of("_csrf", csrf("/dashboard")));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);
    }

    @Test
    void secret_isInOneAnswerThatNobodyKeeps() throws Exception {
        signIn("ada", "ada-demo");
        HttpResponse<String> answer = generate("laptop");
        String secret = find("jf_[0-9A-Za-z]{32}", answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(get("/dashboard").headers().allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.body()).containsOnlyOnce("<bdi>laptop</bdi>");
        assertThat(answer.body()).contains("anchorify login --host " + app.url("") + " --token " + secret);
        assertThat(get("/dashboard").body()).doesNotContain(secret).contains("laptop");
        assertThat(get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void sameForm_sentTwice_createsOneToken() throws Exception {
        signIn("ada", "ada-demo");
        String page = get("/dashboard").body();
        Map<String, String> form = Map.of(
                "label",
                "twice",
                "_csrf",
                find("name=\"_csrf\" value=\"([^\"]+)", page),
                "_once",
                find("name=\"_once\" value=\"([^\"]+)", page));

        assertThat(post("/dashboard/tokens", form).statusCode()).isEqualTo(200);
        HttpResponse<String> second = post("/dashboard/tokens", form);

        assertThat(second.statusCode()).isEqualTo(303);
        assertThat(second.headers().firstValue("Location").orElseThrow()).endsWith("/dashboard?notice=sent-before");
        assertThat(app.tokens.list(TokenQuery.of("ada"))).hasSize(1);
    }

    @Test
    void form_thatCreatedNothing_canBeSentAgain() throws Exception {
        signIn("ada", "ada-demo");
        String page = get("/dashboard").body();
        Map<String, String> form = Map.of(
                "label", "again",
                "_csrf", find("name=\"_csrf\" value=\"([^\"]+)", page),
                "_once", find("name=\"_once\" value=\"([^\"]+)", page));
        execute("ALTER TABLE anchorify_tokens ADD CONSTRAINT refusing CHECK (label <> 'again')");
        HttpResponse<String> refused = post("/dashboard/tokens", form);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("Nothing was lost");

        execute("ALTER TABLE anchorify_tokens DROP CONSTRAINT refusing");
        assertThat(post("/dashboard/tokens", form).body()).contains("Your new token is ready");
        assertThat(app.tokens.list(TokenQuery.of("ada"))).hasSize(1);
    }

    @Test
    void token_whoseDashboardCannotBeShown_isNotCreated() throws Exception {
        signIn("ada", "ada-demo");
        String page = get("/dashboard").body();
        app.tokens.issue("ada", "unreadable");
        execute("UPDATE anchorify_tokens SET scopes = 'twice twice'");
        HttpResponse<String> answer = post(
                "/dashboard/tokens",
                Map.of(
                        "label", "lost",
                        "_csrf", find("name=\"_csrf\" value=\"([^\"]+)", page),
                        "_once", find("name=\"_once\" value=\"([^\"]+)", page)));
        assertThat(answer.statusCode()).isEqualTo(500);

        execute("UPDATE anchorify_tokens SET scopes = NULL");
        assertThat(app.tokens.list(TokenQuery.of("ada")))
                .extracting(Token::label)
                .containsExactly("unreadable");
    }

    @Test
    void failure_ofTheApi_isAProblemWithTheTitleOfItsStatus() throws Exception {
        String secret = app.tokens.issue("ada", "x").secret().reveal();
        app.tokens.issue("ada", "unreadable");
        execute("UPDATE anchorify_tokens SET scopes = 'twice twice' WHERE label = 'unreadable'");
        RawHttp.Answer answer = RawHttp.get(app.port(), "/api/tokens", "Authorization: Bearer " + secret);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"title\":\"Internal Server Error\"");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void revoking_somebodyElsesToken_isTheSameAsNone() throws Exception {
        signIn("ada", "ada-demo");
        IssuedToken hers = app.tokens.issue("grace", "hers");
        String csrf = csrf("/dashboard");
        HttpResponse<String> other = post("/dashboard/tokens/" + hers.id() + "/revoke", Map.of("_csrf", csrf));
        HttpResponse<String> none = post("/dashboard/tokens/nothing/revoke", Map.of("_csrf", csrf));

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).isEqualTo(none.body());
        assertThat(app.tokens.find("grace", hers.id()).orElseThrow().revokedAt())
                .isNull();
    }

    @Test
    void form_ofAnotherSession_isRefused() throws Exception {
        signIn("ada", "ada-demo");
        String csrf = csrf("/dashboard");
        cookies.getCookieStore().removeAll();
        signIn("grace", "grace-demo");

        HttpResponse<String> answer = post("/dashboard/tokens", Map.of("label", "x", "_csrf", csrf));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void form_thatTheBrowserSaysIsNotOurs_isRefused(String site) throws Exception {
        signIn("ada", "ada-demo");
        HttpRequest request = form("/logout", Map.of("_csrf", csrf("/dashboard")))
                .header("Sec-Fetch-Site", site)
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(get("/dashboard").statusCode()).isEqualTo(200);
    }

    @Test
    void form_ofAnOlderBrowser_isJudgedByItsOrigin() throws Exception {
        signIn("ada", "ada-demo");
        String csrf = csrf("/dashboard");
        for (String origin : List.of("https://evil.example", app.url("") + ".evil.example")) {
            HttpRequest forged = form("/logout", Map.of("_csrf", csrf))
                    .header("Origin", origin)
                    .build();
            assertThat(client.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
        }
        HttpRequest ours = form("/logout", Map.of("_csrf", csrf))
                .header("Origin", app.url(""))
                .build();
        assertThat(client.send(ours, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void form_whoseOriginIsNull_isJudgedByItsToken() throws Exception {
        signIn("ada", "ada-demo");
        String csrf = csrf("/dashboard");
        for (Map<String, String> fields : List.of(Map.of("x", "y"), Map.of("_csrf", "null"))) {
            assertThat(sendFromNullOrigin(fields)).isEqualTo(403);
        }
        HttpRequest forged = form("/logout", Map.of("_csrf", csrf))
                .header("Origin", "null")
                .header("Sec-Fetch-Site", "cross-site")
                .build();
        assertThat(client.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(sendFromNullOrigin(Map.of("_csrf", csrf))).isEqualTo(303);
    }

    private int sendFromNullOrigin(Map<String, String> fields) throws Exception {
        HttpRequest request = form("/logout", fields).header("Origin", "null").build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void expiredToken_isInTheHistory() throws Exception {
        IssuedToken brief = app.tokens.issue(
                io.anchorify.auth.TokenRequest.of("ada").label("brief").expiresIn(java.time.Duration.ofMillis(1)));
        org.awaitility.Awaitility.await()
                .until(() -> !app.tokens.find("ada", brief.id()).orElseThrow().isActive(java.time.Instant.now()));
        signIn("ada", "ada-demo");

        String page = get("/dashboard").body();
        assertThat(page).contains("No active tokens");
        assertThat(page.substring(page.indexOf("History"))).contains("brief").contains("Expired");
    }

    private HttpResponse<String> signIn(String user, String password) throws Exception {
        return post("/login", Map.of("username", user, "password", password, "_csrf", csrf("/login")));
    }

    private HttpResponse<String> generate(String label) throws Exception {
        String page = get("/dashboard").body();
        return post(
                "/dashboard/tokens",
                Map.of(
                        "label", label,
                        "_csrf", find("name=\"_csrf\" value=\"([^\"]+)", page),
                        "_once", find("name=\"_once\" value=\"([^\"]+)", page)));
    }

    private String csrf(String path) throws Exception {
        return find("name=\"_csrf\" value=\"([^\"]+)", get(path).body());
    }

    private String sessionId() {
        return cookies.getCookieStore().getCookies().get(0).getValue();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url(path))).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        return client.send(form(path, fields).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(app.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in the page", pattern).isTrue();
        return matcher.group(matcher.groupCount());
    }
}
