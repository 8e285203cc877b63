package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.TokenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Revoking one token, several, or all others. Each test has an owner of its own. */
class TokenRevocationTest {

    private static final String PAGE = "/tokens";

    /** The ids of tokens that the store cannot revoke. */
    private static final Set<String> UNREVOCABLE = ConcurrentHashMap.newKeySet();

    /** The ids of tokens whose revocation has an unknown result. */
    private static final Set<String> UNCERTAIN = ConcurrentHashMap.newKeySet();

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start("", failingStore(), service -> service, web -> web);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void revocation_endsTheTokenAndNamesIt() {
        IssuedToken token = host.tokens.issue("revoke", "laptop");
        TestBrowser browser = host.browser("revoke");
        assertThat(browser.get(PAGE).body())
                .contains("<summary>Revoke<span class=\"anchorify-sr\"> \u2068laptop\u2069 ("
                        + token.id().substring(0, 8) + ")</span></summary>");

        HttpResponse<String> answer = browser.post(PAGE, PAGE + "/tokens/" + token.id() + "/revoke", Map.of());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(follow(browser, answer)).contains("Revoked:", "laptop", "No server accepts");
        assertThat(host.tokens.authenticate(token.secret().reveal())).isInstanceOf(Authentication.Rejected.class);
        String again = follow(browser, browser.post(PAGE, PAGE + "/tokens/" + token.id() + "/revoke", Map.of()));
        assertThat(again).contains("This token had already ended", "laptop");
    }

    @Test
    void severalTokens_areNamedBeforeAndAfterTheirRevocation() {
        TestBrowser browser = host.browser("several");
        List<String> ids = List.of(
                host.tokens.issue("several", "one").id(),
                host.tokens.issue("several", "two").id());
        host.tokens.issue("several", "three");

        String question = several(browser, ids, Map.of("what", "selected")).body();

        assertThat(question).contains("Revoke these 2 tokens?", "one", "two").doesNotContain("three");
        assertThat(host.tokens.list(TokenQuery.of("several"))).hasSize(3);
        String page = follow(browser, several(browser, ids, Map.of("what", "selected", "confirmed", "true")));
        assertThat(page)
                .contains("Revoked:", ids.get(0).substring(0, 8), ids.get(1).substring(0, 8));
        assertThat(host.tokens.list(TokenQuery.of("several")))
                .extracting(Token::label)
                .containsExactly("three");
    }

    @Test
    void allOthers_areRevokedExceptTheSelectedAndLaterOnes() {
        TestBrowser browser = host.browser("others");
        String kept = host.tokens.issue("others", "kept").id();
        for (int i = 0; i < 60; i++) {
            host.tokens.issue("others", "token " + i);
        }

        String question =
                several(browser, List.of(kept), Map.of("what", "others")).body();

        assertThat(question).contains("Revoke all 60 other tokens?", "10 more", "These tokens keep working:", "kept");
        host.tokens.issue("others", "later");
        String before = TestBrowser.hidden(question, "before").orElseThrow();
        HttpResponse<String> answer =
                several(browser, List.of(kept), Map.of("what", "others", "confirmed", "true", "before", before));
        assertThat(follow(browser, answer)).contains("All others were revoked: 60 tokens", "kept");
        assertThat(host.tokens.list(TokenQuery.of("others")))
                .extracting(Token::label)
                .containsExactly("later", "kept");
    }

    @Test
    void revocationOfSeveral_withoutASelection_changesNothing() {
        TestBrowser browser = host.browser("none");
        host.tokens.issue("none", "laptop");

        String page = follow(browser, several(browser, List.of("unknown"), Map.of("what", "selected")));

        assertThat(page).contains("No active token was selected");
        assertThat(host.tokens.list(TokenQuery.of("none"))).hasSize(1);
    }

    @Test
    void revocationOfSeveral_thatFailsForOne_saysWhichOne() {
        TestBrowser browser = host.browser("partial");
        String good = host.tokens.issue("partial", "good").id();
        String bad = host.tokens.issue("partial", "bad").id();
        UNREVOCABLE.add(bad);

        HttpResponse<String> answer =
                several(browser, List.of(good, bad), Map.of("what", "selected", "confirmed", "true"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("Only 1 of 2 tokens were revoked", bad.substring(0, 8))
                .doesNotContain(good.substring(0, 8));
        assertThat(host.tokens.state(token("partial", bad))).isEqualTo(TokenState.ACTIVE);
    }

    @Test
    void revocation_whoseResultIsUnknown_isReportedAsUnknown() {
        String id = host.tokens.issue("uncertain", "laptop").id();
        UNCERTAIN.add(id);

        HttpResponse<String> answer =
                host.browser("uncertain").post(PAGE, PAGE + "/tokens/" + id + "/revoke", Map.of());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Result unknown", "may or may not");
    }

    @Test
    void revocation_thatTheStoreDoesNotAnswer_isReportedAndCanBeRepeated() {
        String id = host.tokens.issue("outage", "laptop").id();
        UNREVOCABLE.add(id);
        TestBrowser browser = host.browser("outage");

        HttpResponse<String> answer = browser.post(PAGE, PAGE + "/tokens/" + id + "/revoke", Map.of());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        UNREVOCABLE.remove(id);
        assertThat(browser.post(PAGE, PAGE + "/tokens/" + id + "/revoke", Map.of())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void notice_thatIsNotTrue_isNotShown() {
        String id = host.tokens.issue("liar", "laptop").id();

        assertThat(host.browser("liar").get(PAGE + "?done=revoked&token=" + id).body())
                .doesNotContain("anchorify-notice");
        assertThat(host.browser("liar")
                        .get(PAGE + "?done=renamed&token=unknown")
                        .body())
                .doesNotContain("anchorify-notice");
    }

    private static HttpResponse<String> several(TestBrowser browser, List<String> ids, Map<String, String> fields) {
        String csrf = TestBrowser.hidden(browser.get(PAGE).body(), "_csrf").orElseThrow();
        String body = TestBrowser.encode(fields) + "&_csrf=" + csrf
                + String.join("", ids.stream().map(id -> "&id=" + id).toList());
        return browser.send(browser.request(PAGE + "/tokens/revoke")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String follow(TestBrowser browser, HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).isEqualTo(303);
        return browser.get(redirect.headers().firstValue("Location").orElseThrow())
                .body();
    }

    private static Token token(String owner, String id) {
        return host.tokens.find(owner, id).orElseThrow();
    }

    /** A store in memory that does not answer when one of some tokens is revoked. */
    private static TokenStore failingStore() {
        TokenStore store = TokenStore.inMemory();
        return (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(), new Class<?>[] {TokenStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("revoke") && UNREVOCABLE.contains(arguments[1])) {
                        throw new TokenStoreException("The store does not answer", null);
                    }
                    if (method.getName().equals("revoke") && UNCERTAIN.contains(arguments[1])) {
                        throw new UncertainCommitException("The answer to the commit was lost", null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
