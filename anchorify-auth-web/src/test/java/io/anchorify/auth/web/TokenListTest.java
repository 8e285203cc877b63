package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of an owner's tokens. Each test has an owner of its own. */
class TokenListTest {

    private static final Pattern ROW = Pattern.compile("<bdi class=\"anchorify-name[^\"]*\">([^<]*)</bdi>");

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void list_withoutTokens_offersToGenerateOne() {
        String page = page("nobody", "");

        assertThat(page).contains("No active tokens", "Generate token", "name=\"label\"", "name=\"_once\"");
        assertThat(page).doesNotContain("<table", "role=\"search\"");
    }

    @Test
    void row_showsLabelShortIdAndLimits() {
        IssuedToken token = host.tokens.issue(TokenRequest.of("rows")
                .label("laptop")
                .scopes("write", "read")
                .attribute("project", "shop")
                .networks("10.0.0.0/8")
                .createdBy("provisioning")
                .expiresIn(Duration.ofDays(2)));

        String page = page("rows", "");

        assertThat(page)
                .contains("<code class=\"anchorify-id\">" + token.id().substring(0, 8) + "</code>")
                .contains("project: <bdi>shop</bdi>", "10.0.0.0/8", "by <bdi>provisioning</bdi>", "in 2 days")
                .containsSubsequence("Scopes:", "read", "write");
        assertThat(rows(page)).startsWith("laptop");
    }

    @Test
    void hostileTexts_areEscapedAndIsolated() {
        String hostile = "\"><script>alert(1)</script>{0}'$";
        host.tokens.issue("hostile", hostile);
        IssuedToken ended = host.tokens.issue("hostile", "\u05d0\u05d1\u05d2");
        host.tokens.revoke("hostile", ended.id(), "<b>root</b>", "<i>why</i>");

        String page = page("hostile", "?q=%22%3E%3Cscript%3E");

        assertThat(page).doesNotContain("<script>alert", "<b>root", "<i>why");
        assertThat(page(host.browser("hostile"), "").body())
                .contains("<bdi class=\"anchorify-name\">&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{0}'$</bdi>"
                        .replace("&#34;&gt;", "\"&gt;"))
                .contains("<bdi>&lt;i&gt;why&lt;/i&gt;</bdi>")
                .contains("<bdi class=\"anchorify-name\">\u05d0\u05d1\u05d2</bdi>");
    }

    @Test
    void duplicateLabels_ofActiveTokens_areMarked() {
        host.tokens.issue("twice", "ci");
        host.tokens.issue("twice", "ci");
        host.tokens.issue("twice", "single");

        assertThat(page("twice", "").split("anchorify-mark", -1)).hasSize(3);
    }

    @Test
    void everyToken_isReachedByPaging() {
        for (int i = 0; i < 120; i++) {
            host.tokens.issue("many", "token " + i);
        }
        TestBrowser browser = host.browser("many");

        assertThat(page(browser, "").body()).contains("1–50 of 120", "page=2").doesNotContain("rel=\"prev\"");
        assertThat(page(browser, "?page=2").body()).contains("51–100 of 120", "rel=\"prev\"", "page=3");
        assertThat(page(browser, "?page=3").body()).contains("101–120 of 120").doesNotContain("rel=\"next\"");
        assertThat(rows(page(browser, "?page=3&sort=label").body())).contains("token 99");
    }

    @Test
    void list_ofMoreThanTenThousandTokens_isShownWithinSecondsAndReachesThemAll() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        host.tokens.importTokens(sink -> IntStream.rangeClosed(0, 10_000)
                .forEach(i -> sink.add(new StoredToken(
                        Token.builder("big-" + i, "big", now.minusMillis(i))
                                .label("token " + i)
                                .build(),
                        TokenHash.parse(Integer.toHexString(0x20000000 + i).repeat(8))))));
        TestBrowser browser = host.browser("big");
        long start = System.nanoTime();

        String page = page(browser, "?sort=label&page=200").body();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(page).contains("9,951–10,000 of 10,000", "token 9999");
        Matcher older =
                Pattern.compile("<a href=\"/tokens([^\"]*)\">Older tokens</a>").matcher(page);
        assertThat(older.find()).isTrue();
        String rest = page(browser, older.group(1).replace("&amp;", "&")).body();
        assertThat(rows(rest)).containsExactly("token 10000");
        assertThat(rest).contains("Newest tokens").doesNotContain("Older tokens");
    }

    @Test
    void search_filtersByLabelAndKeepsTheText() {
        host.tokens.issue("seeker", "Work laptop");
        host.tokens.issue("seeker", "phone");

        String page = page("seeker", "?q=LAPTOP");

        assertThat(rows(page)).contains("Work laptop").doesNotContain("phone");
        assertThat(page).contains("value=\"LAPTOP\"", "1–1 of 1");
        assertThat(page("seeker", "?q=nothing")).contains("No tokens found");
    }

    @Test
    void columnHeadings_sortAndSayTheDirection() {
        host.tokens.issue("sorter", "b");
        host.tokens.issue("sorter", "a");

        String page = page("sorter", "?sort=label");

        assertThat(rows(page)).containsSubsequence("a", "b");
        assertThat(page).contains("aria-sort=\"ascending\"><a href=\"/tokens?sort=label&amp;dir=desc\"");
        assertThat(rows(page("sorter", "?sort=label&dir=desc"))).containsSubsequence("b", "a");
    }

    @Test
    void endedTokens_showHowAndByWhomAndWhetherTheyAreStillPresented() {
        IssuedToken revoked = host.tokens.issue("history", "leaked");
        host.tokens.revoke("history", revoked.id(), "security", "found in a log");
        host.tokens.authenticate(revoked.secret().reveal());
        host.tokens.flush(Duration.ofSeconds(5));
        host.tokens.issue("history", "fine");

        String active = page("history", "");
        assertThat(active)
                .contains("History", "Revoked", "by <bdi>security</bdi>", "Reason: <bdi>found in a log</bdi>");
        String ended = page("history", "?show=ended");
        assertThat(rows(ended)).containsExactly("leaked");
        assertThat(rows(page("history", "?filter=presented"))).containsExactly("leaked");
        assertThat(page("history", "?filter=presented")).contains("Still presented");
        assertThat(rows(page("history", "?show=all"))).contains("leaked", "fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?page=x&sort=%0d%0a&show=none&filter=%00&after=~", "?page=-1", "?q=%FF%C3", "?dir=up"})
    void unknownParameters_fallBackToTheDefault(String query) {
        host.tokens.issue("fallback", "laptop");

        HttpResponse<String> answer = page(host.browser("fallback"), query);

        assertThat(answer.statusCode()).isIn(200, 400);
        if (answer.statusCode() == 200) {
            assertThat(answer.body()).contains("anchorify-heading");
        }
    }

    @Test
    void german_isSpokenToWhoPrefersIt() {
        host.tokens.issue("deutsch", null);
        TestBrowser browser = host.browser("deutsch");

        HttpRequest.Builder request = browser.request("/tokens").header("Accept-Language", "de-CH, en;q=0.5");

        assertThat(browser.send(request).body())
                .contains(
                        "<html lang=\"de\">", "Token erstellen", "Token ohne Bezeichnung", "Ihre Tokens", "gerade eben")
                .doesNotContain("Generate", "Unnamed");
    }

    @Test
    void page_isNotStored_andAllowsNoInlineScript() {
        HttpResponse<String> answer = page(host.browser("headers"), "");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'");
        assertThat(answer.body()).doesNotContainPattern("<script(?! src)|style=|<style| on[a-z]+=");
    }

    @Test
    void otherUsersTokens_areNotShown() {
        host.tokens.issue("ada", "private");

        assertThat(page("eve", "")).doesNotContain("private");
    }

    @Test
    void panel_onAPageOfTheHost_leadsToTheTokenPage() {
        host.tokens.issue("settings", "laptop");

        String page =
                host.browser("settings").get("/settings?page=7&q=x&label=typed").body();

        assertThat(page)
                .contains("<h1>Settings</h1>", "laptop", "action=\"/tokens/tokens\"", "/tokens/assets/panel.css")
                .doesNotContain("typed");
    }

    @Test
    void assets_areServed() {
        assertThat(host.browser().get("/tokens/assets/panel.css").body()).contains("--anchorify-accent");
        assertThat(host.browser().get("/tokens/assets/panel.js").body()).contains("pagehide");
        assertThat(host.browser().get("/tokens/assets/other.js").statusCode()).isEqualTo(404);
    }

    private static String page(String user, String query) {
        return page(host.browser(user), query).body();
    }

    private static HttpResponse<String> page(TestBrowser browser, String query) {
        return browser.get("/tokens" + query);
    }

    /** The labels, in the order of the table; each row names its token several times. */
    private static java.util.List<String> rows(String page) {
        String table = page.replaceFirst("(?s)<section class=\"anchorify-history\".*", "");
        return ROW.matcher(table)
                .results()
                .map(label -> label.group(1))
                .distinct()
                .toList();
    }
}
