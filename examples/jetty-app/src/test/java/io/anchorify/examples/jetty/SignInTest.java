package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guesses at passwords over HTTP. The limits are tested in {@code SignInThrottleTest}. */
class SignInTest extends WebTest {

    @Test
    void guesses_atAPassword_areRejectedBeforeTheyAreChecked() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn(user, "guess" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> answer = signIn(user);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(800, 901);
        assertThat(answer.body()).contains("Too many attempts").contains("Try again in 15 minutes");
        assertThat(get("/dashboard").statusCode()).isEqualTo(302);

        // Other users are not affected.
        assertThat(signIn(app.newUser()).statusCode()).isEqualTo(303);
    }

    @Test
    void guesses_atUnknownNames_lookLikeThoseAtKnownOnes() throws Exception {
        String unknown = "nobody";
        for (int i = 0; i < 11; i++) {
            HttpResponse<String> ofUnknown = signIn(unknown, "guess");
            HttpResponse<String> ofKnown = signIn(user, "guess");
            assertThat(ofUnknown.statusCode()).isEqualTo(ofKnown.statusCode());
            assertThat(ofUnknown.body().replace(unknown, "NAME"))
                    .isEqualTo(ofKnown.body().replace(user, "NAME"));
        }
    }

    @Test
    void user_whileOthersGuess_canSignInWithAKnownBrowser() throws Exception {
        signIn(user);
        String browser = cookie("anchorify-browser");
        cookies.getCookieStore().removeAll();
        for (int i = 0; i < 11; i++) {
            signIn(user, "guess" + i);
        }
        assertThat(signIn(user).statusCode()).isEqualTo(429);

        assertThat(signInWithBrowser(user, browser)).isEqualTo(303);
        assertThat(signInWithBrowser(user, browser.replaceFirst("..$", "xx"))).isEqualTo(429);
    }

    @Test
    void knownBrowser_ofOneUser_isUnknownToAnother() throws Exception {
        signIn(app.newUser());
        String browser = cookie("anchorify-browser");
        cookies.getCookieStore().removeAll();
        for (int i = 0; i < 11; i++) {
            signIn(user, "guess" + i);
        }
        assertThat(signInWithBrowser(user, browser)).isEqualTo(429);
    }

    private int signInWithBrowser(String name, String browser) throws Exception {
        cookies.getCookieStore().removeAll();
        HttpCookie cookie = new HttpCookie("anchorify-browser", browser);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(app.url("/")), cookie);
        return signIn(name).statusCode();
    }

    @Test
    void signIn_inASecondTab_leavesTheFormOfTheFirstTabValid() throws Exception {
        String first = csrf("/login");
        signIn(user);

        assertThat(post("/login", credentials(first)).statusCode()).isEqualTo(303);
        assertThat(get("/dashboard").statusCode()).isEqualTo(200);
    }

    @Test
    void signIn_afterTheCookieWasDeleted_showsAFormThatWorksAtTheFirstTry() throws Exception {
        String old = csrf("/login");
        cookies.getCookieStore().removeAll();
        HttpResponse<String> refused = post("/login", credentials(old));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This form was out of date");
        String fresh = find("name=\"_csrf\" value=\"([^\"]+)", refused.body());
        assertThat(post("/login", credentials(fresh)).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({
        "/dashboard?label=lap+top, /dashboard?label=lap+top",
        "/dashboard/device?user_code=WDJB-MJHT, /dashboard/device?user_code=WDJB-MJHT",
        "https://evil.example/, /dashboard",
        "//evil.example/dashboard, /dashboard",
        "/dashboard.evil.example, /dashboard",
        "/dashboard\\evil, /dashboard",
        "/api/me, /dashboard"
    })
    void signIn_withAWayBack_leadsToTheDashboardOnly(String next, String target) throws Exception {
        String page = get("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                .body();
        Map<String, String> form = new HashMap<>(credentials(find("name=\"_csrf\" value=\"([^\"]+)", page)));
        form.put("next", find("name=\"next\" value=\"([^\"]+)", page).replace("&amp;", "&"));

        assertThat(location(post("/login", form))).isEqualTo(target);
        form.put("next", next);
        form.put("_csrf", csrf("/dashboard"));
        assertThat(location(post("/login", form))).isEqualTo(target);
    }

    private String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().replace(app.url(""), "");
    }

    private Map<String, String> credentials(String csrf) {
        return Map.of("username", user, "password", TestApp.passwordOf(user), "_csrf", csrf);
    }
}
