package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.DeviceAuthorization;
import io.anchorify.auth.DevicePoll;
import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.ForwardingDeviceCodes;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.TokenStore;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePagesTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;{0}";

    private static final AtomicReference<Instant> TIME =
            new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MICROS));

    private static FailingStore store;
    private static TestHost host;

    private static final class FailingStore extends ForwardingTokenStore {

        private volatile boolean works = true;

        FailingStore() {
            super(TokenStore.inMemory());
        }

        @Override
        public Optional<DeviceCodeStore> deviceCodes() {
            return super.deviceCodes().map(FailingCodes::new);
        }

        private final class FailingCodes extends ForwardingDeviceCodes {

            FailingCodes(DeviceCodeStore delegate) {
                super(delegate);
            }

            @Override
            public Optional<DeviceCode> find(String userCode) {
                if (!works) {
                    throw new TokenStoreException("The store did not answer in time", null);
                }
                return super.find(userCode);
            }
        }
    }

    @BeforeAll
    static void start() {
        store = new FailingStore();
        TokenOffer offer = TokenOffer.standard()
                .scope("documents:read", "Read your documents")
                .scope("documents:write", "Change your documents")
                .attribute("project", "Project", "engine", "loom");
        host = TestHost.start(store, service -> service, web -> web.offer(offer).clock(TIME::get));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static DeviceAuthorization begin(String client, String... scopes) {
        return host.tokens.deviceFlow().start(client, "192.0.2.7", Set.of(scopes));
    }

    private static DevicePoll poll(DeviceAuthorization device) {
        return host.tokens.deviceFlow().poll(device.deviceCode().reveal());
    }

    private static HttpResponse<String> lookUp(TestBrowser browser, String code) {
        return browser.post("/tokens/device", "/tokens/device", Map.of("user_code", code));
    }

    private static HttpResponse<String> send(TestBrowser browser, String action, Map<String, String> fields) {
        return browser.post("/tokens/device", "/tokens/device/" + action, fields);
    }

    @Test
    void code_inTheAddress_isShownAndApprovesNothing() {
        DeviceAuthorization device = begin("command");

        HttpResponse<String> answer = host.browser("ada").get("/tokens/device?user_code=" + device.userCode());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).contains("name=\"user_code\"", "value=\"" + device.userCode() + "\"", "Continue");
        assertThat(poll(device)).isInstanceOf(DevicePoll.Pending.class);
    }

    @Test
    void code_typedInAnyForm_isFound() {
        DeviceAuthorization device = begin("command");
        TestBrowser ada = host.browser("ada");
        String code = device.userCode();

        assertThat(List.of(code, code.toLowerCase(), code.replace("-", ""), " " + code.replace("-", " ")))
                .allSatisfy(typed -> {
                    HttpResponse<String> answer = lookUp(ada, typed);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).contains("<code>" + code + "</code>");
                });
        assertThat(poll(device)).isInstanceOf(DevicePoll.Pending.class);
    }

    @Test
    void request_ofADevice_showsWhoAsks() {
        DeviceAuthorization device = begin("anchorify on laptop", "documents:read", "admin:all");

        String html = lookUp(host.browser("ada"), device.userCode()).body();

        assertThat(html)
                .contains("Only continue if you started this yourself and see the same code")
                .contains("<bdi>anchorify on laptop</bdi>", "<bdi>192.0.2.7</bdi>", "<time ")
                .contains("<bdi>admin:all documents:read</bdi>", "Not offered here: <bdi>admin:all</bdi>")
                .contains("value=\"anchorify on laptop\"")
                .contains("value=\"documents:read\" checked")
                .doesNotContain("value=\"documents:write\" checked");
    }

    @Test
    void approval_withChoices_issuesThatToken() {
        DeviceAuthorization device = begin("command", "documents:read");
        Map<String, String> choices = Map.of(
                "user_code",
                device.userCode(),
                "label",
                "work laptop",
                "expires",
                "60",
                "scope",
                "documents:write",
                "attr.project",
                "loom");

        HttpResponse<String> answer = send(host.browser("approver"), "approve", choices);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Access approved", "<bdi>work laptop</bdi>");
        Token token = ((DevicePoll.Issued) poll(device)).token().token();
        assertThat(token.owner()).isEqualTo("approver");
        assertThat(token.label()).isEqualTo("work laptop");
        assertThat(token.scopes()).containsExactly("documents:write");
        assertThat(token.attributes()).containsEntry("project", "loom");
        assertThat(Duration.between(token.createdAt(), token.expiresAt())).isEqualTo(Duration.ofDays(60));
        assertThat(lookUp(host.browser("approver"), device.userCode()).body())
                .contains("was approved or denied already");
    }

    @Test
    void denial_endsTheRequest() {
        DeviceAuthorization device = begin("command");

        HttpResponse<String> answer = send(host.browser("ada"), "deny", Map.of("user_code", device.userCode()));

        assertThat(answer.body()).contains("Access denied", "<bdi>command</bdi>");
        assertThat(poll(device)).isInstanceOf(DevicePoll.Denied.class);
        assertThat(send(host.browser("ada"), "approve", Map.of("user_code", device.userCode()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(poll(device)).isInstanceOf(DevicePoll.Denied.class);
    }

    @Test
    void approval_withAChoiceThatIsNotOffered_asksAgain() {
        DeviceAuthorization device = begin("command");

        HttpResponse<String> answer = send(
                host.browser("ada"),
                "approve",
                Map.of("user_code", device.userCode(), "label", "typed", "scope", "admin:all", "expires", "30"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The scope \"admin:all\" is not offered", "value=\"typed\"", device.userCode());
        assertThat(poll(device)).isInstanceOf(DevicePoll.Pending.class);
    }

    @Test
    void code_thatHasExpired_isNotShown() {
        Instant before = TIME.get().minus(Duration.ofHours(1));
        DeviceRequest old =
                new DeviceRequest("BBBB-BBBB", "command", null, Set.of(), before, before.plus(Duration.ofMinutes(10)));
        TokenHash hash = TokenHash.of(new byte[32]);
        store.deviceCodes().orElseThrow().add(DeviceCode.undecided(hash, old, Duration.ofSeconds(5)), 10);

        HttpResponse<String> answer = lookUp(host.browser("ada"), "BBBB-BBBB");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("has expired").doesNotContain("Approve access");
    }

    @Test
    void wrongCodes_ofOneUser_areLimited() {
        DeviceAuthorization device = begin("command");
        TestBrowser guesser = host.browser("guesser");
        for (int right = 0; right < 12; right++) {
            assertThat(lookUp(guesser, device.userCode()).statusCode()).isEqualTo(200);
        }
        for (String action : List.of("", "/approve", "/deny", "", "", "", "", "", "", "")) {
            assertThat(guesser.post("/tokens/device", "/tokens/device" + action, Map.of("user_code", "CCCC-CCCC"))
                            .statusCode())
                    .isEqualTo(404);
        }

        HttpResponse<String> answer = lookUp(guesser, device.userCode());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 600);
        assertThat(answer.body()).contains("Too many wrong codes");
        assertThat(send(guesser, "approve", Map.of("user_code", device.userCode()))
                        .statusCode())
                .isEqualTo(429);
        assertThat(lookUp(host.browser("ada"), device.userCode()).statusCode()).isEqualTo(200);
        TIME.updateAndGet(now -> now.plus(Duration.ofMinutes(10)));
        assertThat(lookUp(guesser, device.userCode()).statusCode()).isEqualTo(200);
    }

    @Test
    void texts_ofADevice_areEscapedAndIsolated() {
        DeviceAuthorization device = begin(HOSTILE, "<script>");

        String request = lookUp(host.browser("ada"), device.userCode()).body();
        String typed = host.browser("ada")
                .get("/tokens/device?" + TestBrowser.encode(Map.of("user_code", HOSTILE, "label", HOSTILE)))
                .body();
        String denied = send(host.browser("ada"), "deny", Map.of("user_code", device.userCode()))
                .body();

        assertThat(List.of(request, typed, denied)).allSatisfy(html -> {
            assertThat(html).contains("&lt;img").doesNotContain("<img", "<script>");
        });
        assertThat(request).contains("<bdi>&lt;img", "<bdi>&lt;script&gt;</bdi>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/approve", "/deny"})
    void form_thatIsNotTrusted_decidesNothing(String action) {
        DeviceAuthorization device = begin("command");
        String path = "/tokens/device" + action;
        TestBrowser ada = host.browser("ada");
        Map<String, String> fields = new HashMap<>(Map.of("user_code", device.userCode(), "label", "typed before"));
        fields.put(
                "_csrf",
                TestBrowser.hidden(ada.get("/tokens/device").body(), "_csrf").orElseThrow());
        Map<String, String> stale = new HashMap<>(fields);
        stale.put("_csrf", "stale");

        assertThat(ada.postExactly(path, fields, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        HttpResponse<String> again = ada.postExactly(path, stale);
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body())
                .contains("Nothing was approved", device.userCode(), "name=\"label\" value=\"typed before\"");
        HttpResponse<String> signIn = host.browserAfterItsSession().postExactly(path, fields);
        assertThat(signIn.statusCode()).isEqualTo(303);
        String location = signIn.headers().firstValue("Location").orElseThrow();
        String next = URLDecoder.decode(location.substring(location.indexOf("next=") + 5), StandardCharsets.UTF_8);
        assertThat(ada.get(next).body()).contains(device.userCode(), "name=\"label\" value=\"typed before\"");
        assertThat(ada.get(path + "?user_code=" + device.userCode()).statusCode())
                .isEqualTo(action.isEmpty() ? 200 : 303);
        assertThat(poll(device)).isInstanceOf(DevicePoll.Pending.class);
    }

    @Test
    void approval_withoutARecentSignIn_asksForOne() {
        try (TestHost strict =
                TestHost.start(service -> service, web -> web.recentSignIn(request -> false, "/sign-in-again"))) {
            DeviceAuthorization device = strict.tokens.deviceFlow().start("command", null, Set.of());
            TestBrowser ada = strict.browser("ada");

            HttpResponse<String> answer =
                    send(ada, "approve", Map.of("user_code", device.userCode(), "label", "laptop"));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .startsWith("/sign-in-again?next=%2Ftokens%2Fdevice%3Fuser_code%3D" + device.userCode())
                    .endsWith("%26label%3Dlaptop");
            assertThat(strict.tokens.deviceFlow().poll(device.deviceCode().reveal()))
                    .isInstanceOf(DevicePoll.Pending.class);
            assertThat(lookUp(ada, device.userCode()).body()).contains("not known");
        }
    }

    @Test
    void approval_withTheMaximumOfTokens_saysWhatToDo() {
        TokenPolicy policy = TokenPolicy.none().maximumTokens(1);
        try (TestHost limited = TestHost.start(service -> service.policy(policy), web -> web)) {
            limited.tokens.issue("ada", "the only one");
            DeviceAuthorization device = limited.tokens.deviceFlow().start("command", null, Set.of());

            HttpResponse<String> answer =
                    send(limited.browser("ada"), "approve", Map.of("user_code", device.userCode()));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("You have the maximum number of tokens");
            assertThat(limited.tokens.deviceFlow().poll(device.deviceCode().reveal()))
                    .isInstanceOf(DevicePoll.Pending.class);
        }
    }

    @Test
    void lookUp_whenTheStoreDoesNotAnswer_is503() {
        DeviceAuthorization device = begin("command");
        TestBrowser ada = host.browser("ada");
        store.works = false;
        try {
            assertThat(lookUp(ada, device.userCode()).statusCode()).isEqualTo(503);
        } finally {
            store.works = true;
        }
    }

    @Test
    void pages_withoutAStoreForCodes_doNotExist() {
        TokenStore without = new ForwardingTokenStore(TokenStore.inMemory()) {
            @Override
            public Optional<DeviceCodeStore> deviceCodes() {
                return Optional.empty();
            }
        };
        try (TestHost plain = TestHost.start(without, service -> service, web -> web)) {
            assertThat(plain.browser("ada").get("/tokens/device").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void pages_inGerman_areTranslated() {
        DeviceAuthorization device = begin("command");
        TestBrowser ada = host.browser("ada");
        String csrf =
                TestBrowser.hidden(ada.get("/tokens/device").body(), "_csrf").orElseThrow();

        HttpResponse<String> answer = ada.postExactly(
                "/tokens/device", Map.of("user_code", device.userCode(), "_csrf", csrf), "Accept-Language", "de");

        assertThat(answer.body()).contains("Zugriff genehmigen?", "Ablehnen", "wenn Sie den Vorgang selbst gestartet");
    }
}
