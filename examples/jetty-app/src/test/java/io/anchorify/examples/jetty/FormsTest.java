package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
        assertThat(second.headers().firstValue("Location").orElseThrow()).endsWith("/dashboard?notice=sent-before");
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
        String csrf = csrf("/dashboard");
        cookies.getCookieStore().removeAll();
        signIn(app.newUser());

        HttpResponse<String> answer = post("/dashboard/tokens", Map.of("label", "x", "_csrf", csrf));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nothing was changed");
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
