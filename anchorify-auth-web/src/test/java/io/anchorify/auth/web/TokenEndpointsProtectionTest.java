package io.anchorify.auth.web;

import static io.anchorify.auth.web.TestApi.json;
import static io.anchorify.auth.web.TestApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.LogCapture;
import io.anchorify.auth.web.internal.json.Endpoints;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JSON endpoints refuse, whoever asks for whatever. */
class TokenEndpointsProtectionTest {

    private static final Map<String, TestApi> APIS = new ConcurrentHashMap<>();

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start(service -> service, web -> web.publicUrl(URI.create("https://Tokens.example.org:443")));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** One session for each user. */
    private static TestApi api(String user) {
        return APIS.computeIfAbsent(user, name -> new TestApi(host.browser(name)));
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, /options", "POST, /", "DELETE, /x", "POST, /revoke", "GET, /admin/tokens", "GET, /a/b"})
    void request_withoutAUser_is401WithTheSignInPage(String method, String path) {
        TestApi api = new TestApi(host.browser());

        Map<String, Object> problem = problem(api.sendExactly(method, path, "{}"), 401, "signed-out");

        assertThat(problem).containsEntry("signIn", "/login?next=%2F");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Sec-Fetch-Site | Origin                        | accepted
                "same-origin      |                               | true",
                "same-site        |                               | false",
                "cross-site       |                               | false",
                "none             |                               | false",
                "'Same-Origin'    |                               | false",
                "cross-site       | SELF                          | false",
                "                 |                               | true",
                "                 | null                          | true",
                "                 | SELF                          | true",
                "                 | https://tokens.example.org    | true",
                "                 | HTTPS://TOKENS.EXAMPLE.ORG    | true",
                "                 | https://tokens.example.org:443| true",
                "                 | http://tokens.example.org     | false",
                "                 | https://tokens.example.org:80 | false",
                "                 | https://tokens.example.org.evil.example | false",
                "                 | https://evil.example          | false",
                "                 | file://                       | false",
                "                 | ''                            | false",
                "                 | https://tokens.example.org@evil.example | false"
            })
    void change_fromASite_isAcceptedIfItIsOurs(String site, String origin, boolean isAccepted) {
        TestApi api = api("cara");
        List<String> headers = new ArrayList<>();
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        if (origin != null) {
            headers.addAll(
                    List.of("Origin", origin.equals("SELF") ? host.url("").toString() : origin));
        }

        HttpResponse<String> answer = api.send("POST", "/revoke", "{\"ids\": []}", headers.toArray(String[]::new));

        if (isAccepted) {
            assertThat(answer.statusCode()).isEqualTo(200);
        } else {
            problem(answer, 403, "cross-site");
        }
    }

    @Test
    void reading_fromAnotherSite_isNotOfferedToScripts() {
        HttpResponse<String> answer = api("cara").sendExactly("GET", "/", "", "Origin", "https://evil.example");

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    }

    @Test
    void change_withoutTheTokenOfTheSession_isRejected() {
        TestApi api = api("cleo");
        String others = new TestApi(host.browser("cleo")).csrfToken();
        String own = api.csrfToken();

        problem(api.sendExactly("POST", "/", "{}"), 403, "csrf");
        problem(api.sendExactly("POST", "/", "{}", FormProtection.HEADER, others), 403, "csrf");
        problem(api.sendExactly("POST", "/", "{}", FormProtection.HEADER, own + "x"), 403, "csrf");
        problem(api.sendExactly("POST", "/?_csrf=" + own, "{}"), 403, "csrf");
        problem(
                api.sendExactly("POST", "/", "_csrf=" + own, "Content-Type", "application/x-www-form-urlencoded"),
                403,
                "csrf");
        assertThat(host.tokens.list(TokenQuery.of("cleo"))).isEmpty();
        assertThat(api.sendExactly("POST", "/", "{}", FormProtection.HEADER, own)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void change_withoutARecentSignIn_asksForOne() {
        try (TestHost strict =
                TestHost.start(service -> service, web -> web.recentSignIn(request -> false, "/again"))) {
            String id = strict.tokens.issue("ada", "x").id();
            TestApi api = new TestApi(strict.browser("ada"));

            assertThat(problem(api.send("POST", "/", "{}"), 403, "sign-in-again"))
                    .containsEntry("reauthenticate", "/again?next=%2F");
            assertThat(json(api.get("/options"))).containsEntry("reauthenticate", "/again?next=%2F");
            problem(api.send("POST", "/" + id + "/rotate", "{}"), 403, "sign-in-again");
            assertThat(api.send("PATCH", "/" + id, "{\"label\": \"y\"}").statusCode())
                    .isEqualTo(200);
            assertThat(api.send("DELETE", "/" + id, "").statusCode()).isEqualTo(204);
            assertThat(strict.tokens.list(TokenQuery.of("ada"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json+x",
                "text/json",
                "multipart/form-data; boundary=x"
            })
    void body_ofAnotherType_is415(String type) {
        problem(api("cora").send("POST", "/", "{}", "Content-Type", type), 415, "wrong-type");
        assertThat(host.tokens.list(TokenQuery.of("cora"))).isEmpty();
    }

    @Test
    void body_withACharset_isAccepted() {
        assertThat(api("carl")
                        .send("POST", "/", "{}", "Content-Type", "Application/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void body_beyond64KiB_is413() {
        TestApi api = api("cora");
        String fits = "{}" + " ".repeat(64 * 1024 - 2);

        problem(api.send("POST", "/", fits + " "), 413, "too-large");
        assertThat(host.tokens.list(TokenQuery.of("cora"))).isEmpty();
        assertThat(api("carl").send("POST", "/", fits).statusCode()).isEqualTo(201);
    }

    static List<String> hostileBodies() {
        return List.of(
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}{}",
                "{} x",
                "{'label': 'x'}",
                "{label: \"x\"}",
                "{\"label\": \"x\",}",
                "{\"label\": \"a\", \"label\": \"b\"}",
                "{\"attributes\": {\"project\": \"a\", \"project\": \"b\"}}",
                "{\"label\": \"a\", \"\\u006cabel\": \"b\"}",
                "{\"label\": \"a\nb\"}",
                "{\"expires\": 01}",
                "{\"expires\": NaN}",
                "{\"expires\": " + "9".repeat(5000) + "}",
                "{\"label\": " + "[".repeat(5000) + "]".repeat(5000) + "}",
                "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
                "/* x */ {}",
                "\uFEFF{}");
    }

    @ParameterizedTest
    @MethodSource("hostileBodies")
    void hostileBody_is400AndNotRepeated(String body) {
        HttpResponse<String> answer = api("hugo").send("POST", "/", body);

        problem(answer, 400, "invalid-json");
        assertThat(answer.body()).hasSizeLessThan(300);
        assertThat(host.tokens.list(TokenQuery.of("hugo"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "C0AF", "EDA080", "F8888080", "FF"})
    void body_inInvalidUtf8_is400(String hex) {
        TestApi api = api("hugo");
        TestBrowser browser = api.browser();
        byte[] bytes = ("{\"label\": \"?\"}").getBytes(StandardCharsets.UTF_8);
        byte[] invalid = java.util.HexFormat.of().parseHex(hex);
        byte[] body = new byte[bytes.length + invalid.length - 1];
        System.arraycopy(bytes, 0, body, 0, 11);
        System.arraycopy(invalid, 0, body, 11, invalid.length);
        System.arraycopy(bytes, 12, body, 11 + invalid.length, bytes.length - 12);

        HttpResponse<String> answer = browser.send(browser.request(TestApi.PATH + "/")
                .header("Content-Type", "application/json")
                .header(FormProtection.HEADER, api.csrfToken())
                .POST(BodyPublishers.ofByteArray(body)));

        problem(answer, 400, "invalid-json");
    }

    @Test
    void body_inUtf16_is400() {
        TestBrowser browser = host.browser("hugo");
        HttpResponse<String> answer = browser.send(browser.request(TestApi.PATH + "/")
                .header("Content-Type", "application/json; charset=utf-16")
                .header(FormProtection.HEADER, new TestApi(browser).csrfToken())
                .POST(BodyPublishers.ofString("{}", StandardCharsets.UTF_16)));

        problem(answer, 400, "invalid-json");
    }

    @Test
    void label_withLoneSurrogates_isInvalid() {
        problem(api("hugo").send("POST", "/", "{\"label\": \"\\ud800\"}"), 400, "invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%FF", "q=%C0%AF", "%80=x"})
    void query_inInvalidUtf8_is400(String query) {
        problem(api("hugo").get("/?" + query), 400, "invalid-query");
    }

    @Test
    void secretInAnInvalidRequest_isNotRepeated() {
        String secret = host.tokens.issue("sam", null).secret().reveal();
        TestApi api = new TestApi(host.browser("root"));

        for (String body : List.of(
                "{\"token\": \"" + secret + "\", }",
                "{\"token\": [\"" + secret + "\"]}",
                "{\"token\": \"x" + secret + "\"}",
                "{\"token\": \"" + secret + "\", \"token\": \"x\"}")) {
            HttpResponse<String> answer = api.send("POST", "/admin/identify", body);
            assertThat(answer.statusCode()).isIn(400, 404);
            assertThat(answer.body()).doesNotContain(secret);
        }
    }

    @Test
    void database_thatDoesNotAnswer_is503() {
        TokenStore down = new ForwardingTokenStore(TokenStore.inMemory()) {
            @Override
            public Optional<StoredToken> findByHash(TokenHash hash) {
                throw new TokenStoreException("The database is down", null);
            }

            @Override
            public List<Token> list(TokenQuery query, ActiveRule rule) {
                throw new TokenStoreException("The database is down", null);
            }

            @Override
            public boolean insert(StoredToken token) {
                throw new UncertainCommitException("The token may exist", null);
            }
        };
        try (TestHost broken = TestHost.start(TokenService.builder(down).build(), web -> web);
                LogCapture log = new LogCapture(Endpoints.class)) {
            TestApi api = new TestApi(broken.browser("ada"));

            HttpResponse<String> listed = api.get("/");
            HttpResponse<String> created = api.send("POST", "/", "{\"label\": \"laptop\"}");

            problem(listed, 503, "unavailable");
            assertThat(listed.headers().firstValue("Retry-After")).contains("1");
            assertThat(problem(created, 503, "unavailable").get("detail"))
                    .asString()
                    .contains("Check whether");
            String secret = host.tokens.issue("sam", null).secret().reveal();
            problem(
                    new TestApi(broken.browser("root"))
                            .send("POST", "/admin/identify", "{\"token\": \"" + secret + "\"}"),
                    503,
                    "unavailable");
            assertThat(log.messages(Level.WARNING)).hasSize(3).noneMatch(line -> line.contains(secret));
            assertThat(log.thrown(Level.WARNING))
                    .noneMatch(e -> String.valueOf(e.getMessage()).contains(secret));
        }
    }
}
