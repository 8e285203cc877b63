package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that are forged, repeated or submitted from elsewhere. */
class FormsTest extends WebTest {

    @Test
    void form_submittedTwice_createsOneToken() throws Exception {
        signIn(user);
        Map<String, String> form = tokenForm("twice");
        assertThat(post("/dashboard/tokens", form).statusCode()).isEqualTo(200);
        HttpResponse<String> second = post("/dashboard/tokens", form);

        assertThat(second.statusCode()).isEqualTo(303);
        assertThat(second.headers().firstValue("Location").orElseThrow()).contains("/dashboard?done=repeated&token=");
        assertThat(get(second.headers().firstValue("Location").orElseThrow().replace(app.url(""), ""))
                        .body())
                .contains("already submitted", "twice");
        assertThat(app.tokens.list(TokenQuery.of(user))).hasSize(1);
    }

    @Test
    void form_afterAFailure_canBeSubmittedAgain() throws Exception {
        signIn(user);
        Map<String, String> form = tokenForm("again");
        execute("ALTER TABLE anchorify_tokens ADD CONSTRAINT refusing CHECK (label <> 'again')");
        HttpResponse<String> refused = post("/dashboard/tokens", form);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("Nothing was lost");

        execute("ALTER TABLE anchorify_tokens DROP CONSTRAINT refusing");
        assertThat(post("/dashboard/tokens", form).body()).contains("Your new token is ready");
        assertThat(app.tokens.list(TokenQuery.of(user))).hasSize(1);
    }

    @Test
    void form_ofAnotherSession_isRejected() throws Exception {
        signIn(user);
        Map<String, String> form = tokenForm("mine");
        cookies.getCookieStore().removeAll();
        String other = app.newUser();
        signIn(other);

        HttpResponse<String> answer = post("/dashboard/tokens", form);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("No token has been created yet", "value=\"mine\"");
        assertThat(app.tokens.list(TokenQuery.of(other))).isEmpty();

        // The form that is shown again works at the first try.
        Map<String, String> fresh = Map.of(
                "label",
                "mine",
                "expires",
                "30",
                "_csrf",
                find("name=\"_csrf\" value=\"([^\"]+)", answer.body()),
                "_once",
                find("name=\"_once\" value=\"([^\"]+)", answer.body()));
        assertThat(post("/dashboard/tokens", fresh).body()).contains("Your new token is ready");
    }

    @Test
    void form_afterTheSessionEnded_isFilledInAgainAfterSignIn() throws Exception {
        signIn(user);
        Map<String, String> form = new HashMap<>(tokenForm("Work laptop"));
        form.put("expires", "60");
        String ended = sessionId();
        post("/logout", Map.of("_csrf", form.get("_csrf")));
        HttpResponse<String> answer = client.send(
                form("/dashboard/tokens", form)
                        .header("Cookie", "anchorify=" + ended)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        String login = answer.headers().firstValue("Location").orElseThrow().replace(app.url(""), "");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(login).startsWith("/login?next=%2Fdashboard%3Flabel%3DWork").doesNotContain("_csrf");
        String page = get(login).body();
        HttpResponse<String> signedIn = post(
                "/login",
                Map.of(
                        "username", user,
                        "password", TestApp.passwordOf(user),
                        "_csrf", find("name=\"_csrf\" value=\"([^\"]+)", page),
                        "next", find("name=\"next\" value=\"([^\"]+)", page).replace("&amp;", "&")));
        String back = get(signedIn.headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .replace(app.url(""), ""))
                .body();
        assertThat(back).contains("value=\"Work laptop\"", "No token has been created yet");
        assertThat(app.tokens.list(TokenQuery.of(user))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void form_withForeignSecFetchSite_isRejected(String site) throws Exception {
        signIn(user);
        HttpRequest request = form("/logout", Map.of("_csrf", csrf("/dashboard")))
                .header("Sec-Fetch-Site", site)
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(get("/dashboard").statusCode()).isEqualTo(200);
    }

    @Test
    void form_withoutSecFetchSite_isCheckedByItsOrigin() throws Exception {
        signIn(user);
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
    void form_withNullOrigin_isCheckedByItsToken() throws Exception {
        signIn(user);
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
    void signIn_bypassingTheLoginPage_signsNobodyIn() throws Exception {
        // The container would handle this path itself, before all filters.
        HttpResponse<String> answer =
                post("/j_security_check", Map.of("j_username", user, "j_password", TestApp.passwordOf(user)));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);
    }
}
