package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.spi.TokenStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renaming and rotating, at a context path. Each test has an owner of its own. */
class TokenChangeTest {

    private static final Pattern SECRET = Pattern.compile("id=\"anchorify-new-token\"[^>]*>(jf_[^<]+)<");
    private static final String PAGE = "/app/tokens";

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start("/app", TokenStore.inMemory(), service -> service, web -> web);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void links_startWithTheContextPath() {
        host.tokens.issue("context", "laptop");

        assertThat(browser("context").get(PAGE).body())
                .contains("action=\"/app/tokens/tokens\"", "href=\"/app/tokens/assets/panel.css\"")
                .doesNotContain("\"/tokens");
    }

    @Test
    void rename_changesTheLabelAndReturnsToTheSamePlaceInTheList() {
        String id = host.tokens.issue("rename", "old").id();
        TestBrowser browser = browser("rename");

        HttpResponse<String> answer =
                browser.post(PAGE, PAGE + "/tokens/" + id + "/rename?q=o&sort=label", Map.of("label", " new one "));

        assertThat(answer.statusCode()).isEqualTo(303);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(PAGE + "?q=o&sort=label&done=renamed&token=" + id);
        assertThat(browser.get(location).body()).contains("Renamed:", "new one", id.substring(0, 8));
        assertThat(token("rename", id).label()).isEqualTo("new one");
    }

    @Test
    void rename_toAnInvalidLabel_showsTheFormAgain() {
        String id = host.tokens.issue("invalid", "old").id();
        String label = "y".repeat(101);

        HttpResponse<String> answer =
                browser("invalid").post(PAGE, PAGE + "/tokens/" + id + "/rename", Map.of("label", label));

        assertThat(answer.body())
                .contains(
                        "Not renamed:",
                        "at most 100 characters",
                        "value=\"" + label + "\"",
                        "anchorify-confirm\" open");
        assertThat(token("invalid", id).label()).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "1h, 3600", "1d, 86400", "7d, 604800", "forever, 0"})
    void rotation_showsTheNewSecretAndKeepsTheOldTokenForTheGracePeriod(String grace, long seconds) {
        String owner = "rotate-" + grace;
        IssuedToken old = host.tokens.issue(owner, "ci");
        TestBrowser browser = browser(owner);

        HttpResponse<String> answer = rotate(browser, old.id(), grace);

        String secret = secret(answer.body());
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(host.tokens.authenticate(secret)).isInstanceOf(Authentication.Authenticated.class);
        boolean isAccepted = host.tokens.authenticate(old.secret().reveal()) instanceof Authentication.Authenticated;
        assertThat(isAccepted).isEqualTo(seconds > 0);
        assertThat(answer.body()).contains("It replaces", old.id().substring(0, 8));
        String list = browser.get(PAGE).body();
        if (seconds > 0) {
            assertThat(token(owner, old.id()).expiresAt())
                    .isBetween(
                            Instant.now().plusSeconds(seconds - 60),
                            Instant.now().plusSeconds(seconds));
            assertThat(list).contains("Rotated. Stops working").doesNotContain("/tokens/" + old.id() + "/rotate");
        } else {
            assertThat(list).contains("History");
        }
    }

    @Test
    void rotation_sentTwice_doesNotRotateTheSuccessor() {
        IssuedToken old = host.tokens.issue("again", "ci");
        TestBrowser browser = browser("again");
        Map<String, String> form = rotationForm(browser, old.id(), "1d");
        secret(browser.postExactly(PAGE + "/tokens/" + old.id() + "/rotate", form)
                .body());

        HttpResponse<String> second = browser.postExactly(PAGE + "/tokens/" + old.id() + "/rotate", form);

        String successor = token("again", old.id()).successorId();
        assertThat(second.headers().firstValue("Location"))
                .contains(PAGE + "?done=repeated-rotation&token=" + successor);
        assertThat(browser.get(second.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("already submitted", successor.substring(0, 8), "rotate this token");
        assertThat(token("again", successor).successorId()).isNull();
        assertThat(host.tokens.list(TokenQuery.of("again"))).hasSize(2);
    }

    @Test
    void rotation_ofARotatedOrEndedToken_isRefusedHonestly() {
        IssuedToken rotated = host.tokens.issue("refused", "ci");
        IssuedToken ended = host.tokens.issue("refused", "old");
        TestBrowser browser = browser("refused");
        Map<String, String> first = rotationForm(browser, rotated.id(), "1d");
        Map<String, String> second = rotationForm(browser, ended.id(), "1d");
        host.tokens.rotate("refused", rotated.id(), Duration.ofDays(1));
        host.tokens.revoke("refused", ended.id());

        String rotatedPage = follow(browser, browser.postExactly(PAGE + "/tokens/" + rotated.id() + "/rotate", first));
        String endedPage = follow(browser, browser.postExactly(PAGE + "/tokens/" + ended.id() + "/rotate", second));

        assertThat(rotatedPage)
                .contains(
                        "already rotated",
                        "Rotate its successor instead",
                        rotated.id().substring(0, 8));
        assertThat(endedPage).contains("had already ended", ended.id().substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "rotate", "revoke"})
    void change_ofAnUnknownOrForeignToken_isNotFound(String change) {
        String foreign = host.tokens.issue("somebody", "private").id();

        for (String id : List.of(foreign, "unknown")) {
            HttpResponse<String> answer =
                    browser("nobody").post(PAGE, PAGE + "/tokens/" + id + "/" + change, Map.of("label", "x"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("You have no such token").doesNotContain("private");
        }
        assertThat(host.tokens.state(token("somebody", foreign))).isEqualTo(TokenState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "rotate", "revoke"})
    void change_withAnOldCsrfToken_changesNothingAndShowsAFreshPage(String change) {
        String owner = "stale-" + change;
        String id = host.tokens.issue(owner, "kept").id();

        HttpResponse<String> answer = browser(owner)
                .postExactly(PAGE + "/tokens/" + id + "/" + change, Map.of("label", "typed", "_csrf", "old"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nothing was changed", "Try again", "kept");
        assertThat(token(owner, id).label()).isEqualTo("kept");
        assertThat(token(owner, id).successorId()).isNull();
        assertThat(host.tokens.state(token(owner, id))).isEqualTo(TokenState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "rotate", "revoke"})
    void change_afterTheSessionEnded_changesNothingAndSaysSo(String change) {
        String owner = "ended-" + change;
        String id = host.tokens.issue(owner, "kept").id();

        HttpResponse<String> answer =
                host.browserAfterItsSession().postExactly(PAGE + "/tokens/" + id + "/" + change, Map.of("label", "x"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/login?next=%2Fapp%2Ftokens%3Fdone%3Dsigned-in");
        assertThat(browser(owner).get(PAGE + "?done=signed-in").body())
                .contains("Nothing was changed", "You had to sign in again", "kept");
        assertThat(host.tokens.state(token(owner, id))).isEqualTo(TokenState.ACTIVE);
    }

    private static TestBrowser browser(String user) {
        TestBrowser browser = host.browser();
        browser.get("/app/sign-in?user=" + user);
        return browser;
    }

    private static HttpResponse<String> rotate(TestBrowser browser, String id, String grace) {
        return browser.postExactly(PAGE + "/tokens/" + id + "/rotate", rotationForm(browser, id, grace));
    }

    private static Map<String, String> rotationForm(TestBrowser browser, String id, String grace) {
        String page = browser.get(PAGE).body();
        String form = page.substring(page.indexOf("/tokens/" + id + "/rotate"));
        Map<String, String> fields = new LinkedHashMap<>(Map.of("grace", grace));
        fields.put("_csrf", TestBrowser.hidden(form, "_csrf").orElseThrow());
        fields.put("_once", TestBrowser.hidden(form, "_once").orElseThrow());
        return fields;
    }

    private static String follow(TestBrowser browser, HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).isEqualTo(303);
        return browser.get(redirect.headers().firstValue("Location").orElseThrow())
                .body();
    }

    private static Token token(String owner, String id) {
        return host.tokens.find(owner, id).orElseThrow();
    }

    private static String secret(String page) {
        Matcher secret = SECRET.matcher(page);
        assertThat(secret.find()).as(page).isTrue();
        return secret.group(1);
    }
}
