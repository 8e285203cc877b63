package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenPageTest {

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
    void page_withoutSignIn_redirectsToTheSignInPageWithTheWayBack() {
        HttpResponse<String> answer = host.browser().get("/tokens?q=lap+top");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/login?next=%2Ftokens%3Fq%3Dlap%2Btop");
    }

    @Test
    void form_withoutSignIn_redirectsWithGet() {
        HttpResponse<String> answer =
                host.browserAfterItsSession().postExactly("/tokens/admin/identify", Map.of("secret", "jf_secret"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/login?next=%2Ftokens%2Fadmin");
    }

    @Test
    void change_fromAnotherSite_isRejected() {
        HttpResponse<String> answer =
                host.browser("ada").postExactly("/tokens/tokens", Map.of(), "Sec-Fetch-Site", "cross-site");

        assertThat(answer.statusCode()).isIn(403, 404);
        assertThat(host.tokens.list(io.anchorify.auth.TokenQuery.of("ada"))).isEmpty();
    }

    @Test
    void panel_forAVisitor_isRefused() {
        HttpResponse<String> answer = host.browser().get("/settings");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("The panel needs a signed-in user");
    }

    @Test
    void unknownPath_isNotFound() {
        assertThat(host.browser("ada").get("/tokens/other").statusCode()).isEqualTo(404);
        assertThat(host.browser("ada").get("/tokens/").statusCode()).isEqualTo(200);
    }

    @Test
    void form_ofAClientWithoutASession_isNotRead() {
        HttpResponse<String> answer = host.browser().postExactly("/tokens/tokens", Map.of("label", "typed"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?next=%2Ftokens");
    }
}
