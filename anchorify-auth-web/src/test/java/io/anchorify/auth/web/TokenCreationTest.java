package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenQuery;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The form for a new token. Each test has an owner of its own. */
class TokenCreationTest {

    private static final Pattern SECRET = Pattern.compile("id=\"anchorify-new-token\"[^>]*>(jf_[^<]+)<");

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start(
                service -> service.policy(
                        TokenPolicy.none().maximumLifetime(Duration.ofDays(90)).maximumTokens(3)),
                web -> web.loginCommand(
                                LoginCommand.of("anchorify login --host https://tokens.example.org", "", "--token"))
                        .recentSignIn(request -> request.getSession().getAttribute("old") == null, "/login?again=1")
                        .texts(Locale.ENGLISH, bundle("page.title", "CLI tokens"))
                        .offer(TokenOffer.standard()
                                .scope("read", "Read your documents")
                                .scope("write", "Change your documents")
                                .attribute("project", "Project", "website", "shop")));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void form_offersOnlyWhatThePolicyAllows() {
        String page = host.browser("offer").get("/tokens").body();

        assertThat(page)
                .contains(
                        "<h1 id=\"anchorify-heading\">CLI tokens</h1>",
                        "Read your documents",
                        "<option value=\"shop\">")
                .contains("<option value=\"30\" selected>", "<option value=\"90\">", "<option value=\"date\">")
                .contains("max=\"" + LocalDate.now(ZoneOffset.UTC).plusDays(89) + "\"")
                .doesNotContain("value=\"365\"", "value=\"never\"");
    }

    @Test
    void token_isCreatedAsChosen_andItsSecretShownOnceWithTheSafeCommandFirst() {
        TestBrowser browser = host.browser("create");

        HttpResponse<String> answer = browser.post(
                "/tokens",
                "/tokens/tokens",
                Map.of("label", "laptop", "expires", "60", "scope", "read", "attr.project", "shop"));

        String secret = secret(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.body())
                .containsSubsequence(
                        "<section class=\"anchorify-banner\"",
                        "data-secret",
                        "laptop",
                        "id=\"anchorify-new-command\"",
                        ">anchorify login --host https://tokens.example.org<",
                        "data-copy=\"anchorify-new-command\"",
                        "data-copy=\"anchorify-new-token\"",
                        ">anchorify login --host https://tokens.example.org --token " + secret + "<",
                        "data-copy=\"anchorify-new-one-line\"");
        assertThat(host.tokens.authenticate(secret)).isInstanceOf(Authentication.Authenticated.class);
        Token token = only("create");
        assertThat(token.scopes()).containsExactly("read");
        assertThat(token.attributes()).containsEntry("project", "shop");
        assertThat(Duration.between(token.createdAt(), token.expiresAt())).isEqualTo(Duration.ofDays(60));
        assertThat(browser.get("/tokens").body()).contains("laptop").doesNotContain(secret);
    }

    @Test
    void date_isTheLastDay() {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(10);

        host.browser("dates")
                .post("/tokens", "/tokens/tokens", Map.of("expires", "date", "expires-date", day.toString()));

        assertThat(only("dates").expiresAt())
                .isBetween(
                        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(60),
                        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(60));
    }

    @Test
    void problems_areShownNextToTheFields_andNothingTypedIsLost() {
        TestBrowser browser = host.browser("problems");
        String label = "x".repeat(101);

        HttpResponse<String> answer = browser.post(
                "/tokens",
                "/tokens/tokens",
                Map.of("label", label, "expires", "2020-01-01", "scope", "write", "attr.project", "shop"));

        assertThat(answer.body())
                .contains("value=\"" + label + "\"", "aria-describedby=\"anchorify-label-problem\"")
                .contains(
                        "id=\"anchorify-expires-problem\"", "value=\"2020-01-01\"", "<option value=\"date\" selected>")
                .contains("value=\"write\" checked", "<option value=\"shop\" selected>")
                .doesNotContain("anchorify-scopes-problem");
        assertThat(host.tokens.list(TokenQuery.of("problems"))).isEmpty();
        HttpResponse<String> second = resubmit(browser, answer.body(), Map.of("label", "short", "expires", "30"));
        assertThat(secret(second.body())).startsWith("jf_");
    }

    @Test
    void choices_thatAreNotOffered_areRefused() {
        HttpResponse<String> answer = host.browser("forged")
                .post(
                        "/tokens",
                        "/tokens/tokens",
                        Map.of("scope", "admin", "attr.project", "other", "attr.<b>", "x", "expires", "365"));

        assertThat(answer.body())
                .contains("anchorify-scopes-problem", "anchorify-attr-project-problem", "anchorify-expires-problem")
                .contains("at most 90 days")
                .doesNotContain("<b>");
        assertThat(host.tokens.list(TokenQuery.of("forged"))).isEmpty();
    }

    @Test
    void tokensBeyondTheLimit_areRefused_andTheFormWorksAfterARevocation() {
        TestBrowser browser = host.browser("limit");
        for (int i = 0; i < 3; i++) {
            host.tokens.issue("limit", "token " + i);
        }

        HttpResponse<String> refused = browser.post("/tokens", "/tokens/tokens", Map.of("label", "fourth"));

        assertThat(refused.body()).contains("the maximum number of active tokens, 3", "value=\"fourth\"");
        host.tokens.revokeAll("limit");
        assertThat(secret(resubmit(browser, refused.body(), Map.of("label", "fourth"))
                        .body()))
                .startsWith("jf_");
    }

    @Test
    void form_sentTwice_createsOneTokenAndNamesIt() {
        TestBrowser browser = host.browser("double");
        Map<String, String> form = fields(browser.get("/tokens").body(), Map.of("label", "once"));
        String secret = secret(browser.postExactly("/tokens/tokens", form).body());

        HttpResponse<String> second = browser.postExactly("/tokens/tokens", form);

        assertThat(second.statusCode()).isEqualTo(303);
        String id = only("double").id();
        String location = second.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/tokens?done=repeated&token=" + id);
        assertThat(browser.get(location).body())
                .contains("This form was already submitted", id.substring(0, 8), "revoke the token and generate")
                .doesNotContain(secret);
    }

    @Test
    void form_withAnUnknownId_isShownAgainWithWhatWasTyped() {
        TestBrowser browser = host.browser("unknown");
        Map<String, String> form = fields(browser.get("/tokens").body(), Map.of("label", "kept"));
        form.put("_once", "AAAAAAAAAAAAAAAAAAAAAAAA");

        HttpResponse<String> again = browser.postExactly("/tokens/tokens", form);

        assertThat(again.body()).contains("No token has been created yet", "value=\"kept\"");
        assertThat(host.tokens.list(TokenQuery.of("unknown"))).isEmpty();
        assertThat(secret(
                        resubmit(browser, again.body(), Map.of("label", "kept")).body()))
                .startsWith("jf_");
    }

    @Test
    void form_sentAfterTheSessionEnded_isFilledInAfterSigningIn() {
        TestBrowser browser = host.browser("ended");
        Map<String, String> form = fields(
                browser.get("/tokens").body(),
                Map.of("label", "käse & brot", "expires", "60", "scope", "read", "attr.project", "shop"));
        browser.get("/sign-in?user=");

        HttpResponse<String> redirect = browser.postExactly("/tokens/tokens", form);

        assertThat(redirect.statusCode()).isEqualTo(303);
        String next = next(redirect);
        browser.get("/sign-in?user=ended");
        String page = browser.get(next).body();
        assertThat(page)
                .contains("No token has been created yet", "You had to sign in again", "value=\"käse &amp; brot\"")
                .contains(
                        "<option value=\"60\" selected>", "value=\"read\" checked", "<option value=\"shop\" selected>");
        assertThat(host.tokens.list(TokenQuery.of("ended"))).isEmpty();
        assertThat(secret(resubmit(browser, page, Map.of("label", "x")).body())).startsWith("jf_");
    }

    @Test
    void form_ofAnOlderSession_isShownAgainAndWorksAtTheFirstTry() {
        TestBrowser browser = host.browser("stale");
        Map<String, String> form = fields(browser.get("/tokens").body(), Map.of("label", "kept", "scope", "write"));
        browser.get("/sign-in?user=stale");

        HttpResponse<String> again = browser.postExactly("/tokens/tokens", form);

        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("No token has been created yet", "value=\"kept\"", "value=\"write\" checked");
        assertThat(host.tokens.list(TokenQuery.of("stale"))).isEmpty();
        assertThat(secret(
                        resubmit(browser, again.body(), Map.of("label", "kept")).body()))
                .startsWith("jf_");
    }

    @Test
    void creation_withoutARecentSignIn_leadsToSignInAndBack() {
        TestBrowser browser = host.browser("recent");
        browser.get("/sign-in?user=recent&old=true");

        HttpResponse<String> answer = browser.post("/tokens", "/tokens/tokens", Map.of("label", "later"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/login?again=1&next=");
        assertThat(next(answer)).startsWith("/tokens?label=later").endsWith("done=resumed");
        assertThat(host.tokens.list(TokenQuery.of("recent"))).isEmpty();
    }

    @Test
    void creation_fromAnotherSite_isRejected() {
        TestBrowser browser = host.browser("cross");
        Map<String, String> form = fields(browser.get("/tokens").body(), Map.of());

        HttpResponse<String> answer = browser.postExactly("/tokens/tokens", form, "Sec-Fetch-Site", "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(host.tokens.list(TokenQuery.of("cross"))).isEmpty();
    }

    @Test
    void urlOfAForm_openedDirectly_leadsToTheList() {
        HttpResponse<String> answer = host.browser("direct").get("/tokens/tokens");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/tokens");
    }

    private static String next(HttpResponse<String> redirect) {
        String location = redirect.headers().firstValue("Location").orElseThrow();
        return java.net.URLDecoder.decode(
                location.substring(location.indexOf("next=") + 5), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> resubmit(TestBrowser browser, String page, Map<String, String> fields) {
        return browser.postExactly("/tokens/tokens", fields(page, fields));
    }

    private static Map<String, String> fields(String page, Map<String, String> typed) {
        Map<String, String> fields = new LinkedHashMap<>(typed);
        fields.put("_csrf", TestBrowser.hidden(page, "_csrf").orElseThrow());
        fields.put("_once", TestBrowser.hidden(page, "_once").orElseThrow());
        return fields;
    }

    private static Token only(String owner) {
        List<Token> tokens = host.tokens.list(TokenQuery.of(owner));
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }

    private static String secret(String page) {
        Matcher secret = SECRET.matcher(page);
        assertThat(secret.find()).as(page).isTrue();
        return secret.group(1);
    }

    private static ListResourceBundle bundle(String key, String text) {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{key, text}};
            }
        };
    }
}
