package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.LogCapture;
import io.anchorify.auth.testing.TestTime;
import io.anchorify.auth.web.internal.device.DeviceDispatcher;
import io.anchorify.auth.web.internal.json.Json;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceEndpointsTest {

    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final TestTime TIME = new TestTime();

    private static TestHost host;
    private static TestBrowser device;

    @BeforeAll
    static void start() {
        TokenService tokens = TokenServices.build(
                TokenService.builder(TokenStore.inMemory())
                        .policy(TokenPolicy.none().maximumTokens(2)),
                TIME);
        host = TestHost.start(
                tokens,
                web -> web.clock(TIME)
                        .offer(TokenOffer.standard().scope("read", "Read").scope("write", "Write")));
        device = host.browser();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void code_ofAClient_isAnsweredAsTheRfcSays() {
        HttpResponse<String> answer =
                post("/code", "client_id=cli&client_name=Anchorify+on+%C3%A9-laptop&scope=read+write");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
        Map<String, Object> json = json(answer);
        String page = host.url("/tokens/device").toString();
        assertThat(json)
                .containsEntry("verification_uri", page)
                .containsEntry("verification_uri_complete", page + "?user_code=" + json.get("user_code"))
                .containsEntry("expires_in", new Json.Literal("600"))
                .containsEntry("interval", new Json.Literal("5"));
        DeviceRequest request =
                host.tokens.deviceFlow().find((String) json.get("user_code")).orElseThrow();
        assertThat(request.clientName()).isEqualTo("Anchorify on é-laptop");
        assertThat(request.scopes()).containsExactlyInAnyOrder("read", "write");
        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void device_whoseUserApproves_receivesAWorkingTokenOnce() {
        Map<String, Object> started = json(post("/code", "client_id=cli"));
        String userCode = (String) started.get("user_code");

        assertThat(poll(started)).isEqualTo("authorization_pending");
        assertThat(poll(started)).isEqualTo("slow_down");
        TIME.advance(Duration.ofSeconds(10));
        assertThat(poll(started)).isEqualTo("authorization_pending");
        assertThat(host.tokens
                        .deviceFlow()
                        .approve(
                                userCode,
                                TokenRequest.of("ada")
                                        .label("cli")
                                        .scopes("write", "read")
                                        .expiresIn(Duration.ofDays(1))))
                .isTrue();
        HttpResponse<String> answer = pollOnce(started);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        Map<String, Object> json = json(answer);
        Token token = host.tokens.list(TokenQuery.of("ada")).get(0);
        assertThat(json)
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", new Json.Literal("86400"))
                .containsEntry("scope", "read write")
                .containsEntry("token_id", token.id())
                .containsEntry("label", "cli");
        assertThat(host.tokens.authenticate((String) json.get("access_token"))).isInstanceOf(Authenticated.class);
        assertThat(poll(started)).isEqualTo("expired_token");
    }

    @Test
    void device_whoseUserDenies_isToldSo() {
        Map<String, Object> started = json(post("/code", "client_id=cli"));
        host.tokens.deviceFlow().deny((String) started.get("user_code"));

        assertThat(poll(started)).isEqualTo("access_denied");
    }

    @Test
    void device_ofAnOwnerWithTooManyTokensByNow_isDenied() {
        Map<String, Object> started = json(post("/code", "client_id=cli"));
        host.tokens.deviceFlow().approve((String) started.get("user_code"), TokenRequest.of("bob"));
        host.tokens.issue("bob", "one");
        host.tokens.issue("bob", "two");

        assertThat(poll(started)).isEqualTo("access_denied");
    }

    @Test
    void device_afterTenMinutes_mustStartAgain() {
        Map<String, Object> started = json(post("/code", "client_id=cli"));
        TIME.advance(Duration.ofMinutes(10));

        assertThat(poll(started)).isEqualTo("expired_token");
    }

    @ParameterizedTest
    @CsvSource({
        "/code,  '',                                              invalid_request",
        "/code,  client_id=,                                      invalid_request",
        "/code,  client_id=a&client_id=b,                         invalid_request",
        "/code,  client_id=%0D%0ASet-Cookie:x,                    invalid_request",
        "/code,  client_id=%C3%A9,                                invalid_request",
        "/code,  client_id=%FF,                                   invalid_request",
        "/code,  client_id=cli&client_name=%E2%80%AEevil,         invalid_request",
        "/code,  client_id=cli&client_name=a%00b,                 invalid_request",
        "/code,  client_id=cli&scope=admin,                       invalid_scope",
        "/code,  client_id=cli&scope=read+READ,                   invalid_scope",
        "/token, client_id=cli&device_code=x,                     invalid_request",
        "/token, grant_type=password&client_id=cli&device_code=x, unsupported_grant_type",
        "/token, grant_type=GRANT&device_code=x,                  invalid_request",
        "/token, grant_type=GRANT&client_id=cli,                  invalid_request",
        "/token, grant_type=GRANT&client_id=cli&device_code=x,    expired_token"
    })
    void invalidRequest_isAnsweredWithItsError(String path, String form, String error) {
        HttpResponse<String> answer = post(path, form.replace("GRANT", GRANT_TYPE));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", error).containsKey("error_description");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void clientId_of101Characters_isInvalid() {
        assertThat(post("/code", "client_id=" + "a".repeat(100)).statusCode()).isEqualTo(200);
        assertThat(post("/code", "client_id=" + "a".repeat(101)).statusCode()).isEqualTo(400);
    }

    @Test
    void clientId_outsideOfAConfiguredSet_isInvalid() {
        try (TestHost strict = TestHost.start(service -> service, web -> web.deviceClients("cli"))) {
            TestBrowser browser = strict.browser();

            assertThat(post(browser, "/code", "client_id=cli").statusCode()).isEqualTo(200);
            HttpResponse<String> answer = post(browser, "/code", "client_id=other");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer)).containsEntry("error", "invalid_client");
        }
    }

    @Test
    void parametersInTheUrl_areRejected() {
        HttpResponse<String> answer = post("/code?client_id=cli", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
    void otherContentType_isRejected(String type) {
        HttpResponse<String> answer = device.send(device.request("/device/code")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("client_id=cli")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_request");
    }

    @Test
    void largeBody_isRejected() {
        HttpResponse<String> answer = post("/code", "client_id=cli&x=" + "y".repeat(16 * 1024));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"GET, /code, 405", "PUT, /token, 405", "OPTIONS, /token, 405", "POST, /other, 404", "POST, '', 404"})
    void otherMethodOrPath_isRejected(String method, String path, int status) {
        HttpResponse<String> answer =
                device.send(device.request("/device" + path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow"))
                .isEqualTo(status == 405 ? Optional.of("POST") : Optional.empty());
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void verificationUri_withAPublicUrl_hasItsHost() {
        try (TestHost proxied = TestHost.start(
                service -> service, web -> web.publicUrl(URI.create("https://Tokens.example.org:443")))) {
            assertThat(json(post(proxied.browser(), "/code", "client_id=cli")))
                    .containsEntry("verification_uri", "https://Tokens.example.org:443/tokens/device");
        }
    }

    @Test
    void verificationUri_withThePageElsewhere_isTheConfiguredOne() {
        try (TestHost other = TestHost.start(
                service -> service, web -> web.devicePage(URI.create("https://example.org/account/tokens/")))) {
            assertThat(json(post(other.browser(), "/code", "client_id=cli")))
                    .containsEntry("verification_uri", "https://example.org/account/tokens/device");
        }
    }

    @Test
    void code_withoutAPageInTheApplication_startsNothing() throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(host.web.deviceEndpoints()), "/device/*");
        server.setHandler(context);
        server.start();
        try {
            HttpResponse<String> answer =
                    device.send(HttpRequest.newBuilder(server.getURI().resolve("/device/code"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("client_id=cli")));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("TokenWebBuilder.devicePage");
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tokens", "ftp://example.org/tokens", "https://example.org/?a=b", "https://example.org/#a"})
    void devicePage_withoutAnAbsoluteUrl_isRejected(String url) {
        TokenWebBuilder builder = TokenWeb.builder(host.tokens);
        URI uri = URI.create(url);

        assertThatThrownBy(() -> builder.devicePage(uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void starts_tooFast_areAnswered429() {
        try (TestHost busy =
                TestHost.start(TokenServices.build(TokenService.builder(TokenStore.inMemory()), TIME), web -> web)) {
            TestBrowser browser = busy.browser();
            for (int i = 0; i < 100; i++) {
                busy.tokens.deviceFlow().start("cli", null, Set.of());
            }

            HttpResponse<String> answer = post(browser, "/code", "client_id=cli");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(json(answer)).containsEntry("error", "temporarily_unavailable");
        }
    }

    @Test
    void starts_tooManyUndecided_areAnswered503() {
        try (TestHost full = withCodes(method -> method.equals("add") ? InsertResult.LIMIT_REACHED : 0)) {
            HttpResponse<String> answer = post(full.browser(), "/code", "client_id=cli");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("60");
            assertThat(json(answer)).containsEntry("error", "temporarily_unavailable");
        }
    }

    @Test
    void endpoints_withoutTheDatabase_answer503AndLogNoCode() {
        String code = "0123456789abcdefghijkL";
        try (TestHost down = withCodes(method -> {
                    throw new TokenStoreException("The database is down", null);
                });
                LogCapture log = new LogCapture(DeviceDispatcher.class)) {
            HttpResponse<String> started = post(down.browser(), "/code", "client_id=cli");
            HttpResponse<String> polled =
                    post(down.browser(), "/token", "grant_type=" + GRANT_TYPE + "&client_id=cli&device_code=" + code);

            assertThat(started.statusCode()).isEqualTo(503);
            assertThat(polled.statusCode()).isEqualTo(503);
            assertThat(polled.headers().firstValue("Retry-After")).contains("5");
            assertThat(json(polled)).containsEntry("error", "temporarily_unavailable");
            assertThat(log.messages(Level.WARNING)).hasSize(2).noneMatch(line -> line.contains(code));
        }
    }

    @Test
    void store_withoutDeviceCodes_isReportedWhenTheServletIsCreated() {
        TokenStore without = new ForwardingTokenStore(TokenStore.inMemory()) {
            @Override
            public Optional<DeviceCodeStore> deviceCodes() {
                return Optional.empty();
            }
        };
        try (TokenService tokens = TokenService.builder(without).build()) {
            TokenWeb web = TokenWeb.builder(tokens).build();

            assertThatThrownBy(web::deviceEndpoints)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("device codes");
        }
    }

    /** A host whose device codes answer as given, by the name of the method. */
    private static TestHost withCodes(Function<String, Object> answers) {
        DeviceCodeStore codes = (DeviceCodeStore) Proxy.newProxyInstance(
                DeviceCodeStore.class.getClassLoader(),
                new Class<?>[] {DeviceCodeStore.class},
                (proxy, method, arguments) -> answers.apply(method.getName()));
        TokenStore store = new ForwardingTokenStore(TokenStore.inMemory()) {
            @Override
            public Optional<DeviceCodeStore> deviceCodes() {
                return Optional.of(codes);
            }
        };
        return TestHost.start(TokenService.builder(store).build(), web -> web);
    }

    private static String poll(Map<String, Object> started) {
        HttpResponse<String> answer = pollOnce(started);
        assertThat(answer.statusCode()).isEqualTo(400);
        return (String) json(answer).get("error");
    }

    private static HttpResponse<String> pollOnce(Map<String, Object> started) {
        return post("/token", "grant_type=" + GRANT_TYPE + "&client_id=cli&device_code=" + started.get("device_code"));
    }

    private static HttpResponse<String> post(String path, String form) {
        return post(device, path, form);
    }

    private static HttpResponse<String> post(TestBrowser browser, String path, String form) {
        return browser.send(browser.request("/device" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static Map<String, Object> json(HttpResponse<String> answer) {
        return Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
