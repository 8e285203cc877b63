package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.servlet.conformance.RawHttp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The pages and the session over HTTP. */
class PagesTest extends WebTest {

    @Test
    void dashboard_withoutSession_redirectsToTheLogin() throws Exception {
        for (String path : List.of("/dashboard", "/dashboard/", "/dashboard/tokens", "/")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow().replace(app.url(""), ""))
                    .isEqualTo(
                            switch (path) {
                                case "/" -> "/dashboard";
                                case "/dashboard/tokens" -> "/login?next=%2Fdashboard%2Ftokens";
                                default -> "/login";
                            });
            assertThat(answer.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .hasSize(1);
        }
    }

    @Test
    void session_afterSignIn_hasANewIdInAnHttpOnlyCookie() throws Exception {
        HttpResponse<String> answer = signIn(user);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("anchorify="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        String before = sessionId();

        // Signing in again, as the same user or another one, does not keep the session.
        assertThat(post(
                                "/login",
                                Map.of(
                                        "username",
                                        user,
                                        "password",
                                        TestApp.passwordOf(user),
                                        "_csrf",
                                        csrf("/dashboard")))
                        .statusCode())
                .isEqualTo(303);
        assertThat(sessionId()).isNotEqualTo(before);
        assertThat(get("/dashboard").body())
                .contains("Signed in as <strong>" + user + "</strong>")
                .doesNotContain("jsessionid");
    }

    @Test
    void sessionsOfAUser_beyondTheLimit_endTheOldest() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            cookies.getCookieStore().removeAll();
            signIn(user);
            ids.add(sessionId());
        }

        assertThat(dashboardStatus(ids.get(0))).isEqualTo(302);
        assertThat(ids.subList(1, 11))
                .allSatisfy(id -> assertThat(dashboardStatus(id)).isEqualTo(200));
    }

    @Test
    void sessionsOfAUser_thatWereSignedOut_doNotCount() throws Exception {
        signIn(user);
        String kept = sessionId();
        for (int i = 0; i < 10; i++) {
            cookies.getCookieStore().removeAll();
            signIn(user);
            post("/logout", Map.of("_csrf", csrf("/dashboard")));
        }

        assertThat(dashboardStatus(kept)).isEqualTo(200);
    }

    private int dashboardStatus(String sessionId) throws Exception {
        return RawHttp.get(app.port(), "/dashboard", "Cookie: anchorify=" + sessionId)
                .status();
    }

    @Test
    void signIn_withWrongPassword_isRejected() throws Exception {
        HttpResponse<String> answer = signIn(user, "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Incorrect user name or password.");
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);
    }

    @Test
    void signOut_ofASession_endsIt() throws Exception {
        signIn(user);
        HttpResponse<String> answer = post("/logout", Map.of("_csrf", csrf("/dashboard")));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);
    }

    @Test
    void secret_afterGeneration_isInOneUncachedResponse() throws Exception {
        signIn(user);
        HttpResponse<String> answer = generate("laptop");
        String secret = find("jf_[0-9A-Za-z]{32}", answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(get("/dashboard").headers().allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.body().split(secret, -1))
                .as("the secret, alone and in the command")
                .hasSize(3);
        assertThat(answer.body())
                .contains("anchorify login --host " + app.url("") + " --token-prompt<")
                .contains("anchorify login --host " + app.url("") + " --token " + secret + "<");
        assertThat(get("/dashboard").body()).doesNotContain(secret).contains("laptop");
        assertThat(get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void token_withoutRenderableDashboard_isNotCreated() throws Exception {
        signIn(user);
        Map<String, String> form = tokenForm("lost");
        app.tokens.issue(user, "unreadable");
        execute("UPDATE anchorify_tokens SET scopes = 'twice twice' WHERE owner = '" + user + "'");
        HttpResponse<String> answer = post("/dashboard/tokens", form);
        assertThat(answer.statusCode()).isEqualTo(500);

        execute("UPDATE anchorify_tokens SET scopes = NULL WHERE owner = '" + user + "'");
        assertThat(app.tokens.list(TokenQuery.of(user)))
                .extracting(Token::label)
                .containsExactly("unreadable");
    }

    @Test
    void revocation_ofAnotherUsersToken_isNotFound() throws Exception {
        signIn(user);
        String other = app.newUser();
        IssuedToken hers = app.tokens.issue(other, "hers");
        String csrf = csrf("/dashboard");
        HttpResponse<String> foreign = post("/dashboard/tokens/" + hers.id() + "/revoke", Map.of("_csrf", csrf));
        HttpResponse<String> none = post("/dashboard/tokens/nothing/revoke", Map.of("_csrf", csrf));

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(none.body());
        assertThat(app.tokens.find(other, hers.id()).orElseThrow().revokedAt()).isNull();
    }

    @Test
    void history_ofARevokedToken_saysWhoRevokedItAndWhy() throws Exception {
        app.tokens.revoke(user, app.tokens.issue(user, "leaked").id(), "<root>", "found in <b>a log</b>");
        signIn(user);

        assertThat(history())
                .contains("leaked")
                .contains("<span>Revoked</span>")
                .contains("by <bdi>&lt;root&gt;</bdi>")
                .contains("Reason: <bdi>found in &lt;b&gt;a log&lt;/b&gt;</bdi>")
                .doesNotContain("Still presented");
    }

    @Test
    void history_ofATokenThatIsStillPresented_warns() throws Exception {
        IssuedToken old = app.tokens.issue(user, "old");
        app.tokens.revoke(user, old.id());
        execute("UPDATE anchorify_tokens SET revoked_at = DATEADD(DAY, -3, revoked_at),"
                + " last_refused_at = DATEADD(MINUTE, -2, revoked_at), last_refused_from = '2001:db8::1'"
                + " WHERE id = '" + old.id() + "'");
        signIn(user);

        assertThat(history().replaceAll("<[^>]*>", "").replaceAll("\\s+", " "))
                .contains("Revoked 3 days ago Still presented 2 minutes ago from 2001:db8::1");
    }

    @Test
    void dashboard_withRotatedToken_saysUntilWhenItWorks() throws Exception {
        IssuedToken old = app.tokens.issue(user, "laptop");
        app.tokens.rotate(user, old.id(), Duration.ofMinutes(90));
        signIn(user);
        String page = get("/dashboard").body();

        assertThat(page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " "))
                .containsPattern("laptop \\w{8} Rotated. Stops working in 1 hour")
                .doesNotContain("History");
        execute("UPDATE anchorify_tokens SET created_at = DATEADD(DAY, -2, created_at),"
                + " expires_at = DATEADD(DAY, -1, expires_at) WHERE id = '" + old.id() + "'");
        assertThat(history()).contains("laptop").contains("<span>Rotated</span>");
    }

    @Test
    void dashboard_withAddresses_showsFromWhereATokenWasUsed() throws Exception {
        IssuedToken used = app.tokens.issue(user, "used");
        execute("UPDATE anchorify_tokens SET last_used_at = created_at, last_used_from = '192.0.2.7' WHERE id = '"
                + used.id() + "'");
        signIn(user);

        assertThat(get("/dashboard").body()).contains("from <bdi>192.0.2.7</bdi>");
    }

    private String history() throws Exception {
        String page = get("/dashboard").body();
        return page.substring(page.indexOf("History"));
    }

    @Test
    void dashboard_withExpiredToken_listsItInTheHistory() throws Exception {
        IssuedToken brief =
                app.tokens.issue(TokenRequest.of(user).label("brief").expiresIn(Duration.ofMillis(1)));
        Awaitility.await()
                .until(() -> !app.tokens.find(user, brief.id()).orElseThrow().isActive(Instant.now()));
        signIn(user);

        String page = get("/dashboard").body();
        assertThat(page).contains("No active tokens");
        assertThat(page.substring(page.indexOf("History"))).contains("brief").contains("Expired");
    }
}
