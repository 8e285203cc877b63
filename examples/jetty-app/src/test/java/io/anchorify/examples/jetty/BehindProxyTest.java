package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application behind a proxy that ends TLS. */
class BehindProxyTest extends WebTest {

    @Override
    Map<String, String> settings() {
        return Map.of("ANCHORIFY_BEHIND_PROXY", "true", "ANCHORIFY_PUBLIC_URL", "https://tokens.example.org");
    }

    @Test
    void responses_withAnHttpsAddress_demandHttps() throws Exception {
        for (String path : new String[] {"/login", "/dashboard", "/api/me", "/health/live", "/nothing"}) {
            HttpResponse<String> answer = app.send(null, "GET", path, "text/plain", null);
            assertThat(answer.headers().allValues("Strict-Transport-Security"))
                    .as(path)
                    .containsExactly("max-age=31536000");
        }
        assertThat(get("/login").headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-anchorify-browser=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/");
    }

    @Test
    void guesses_fromAnAddress_areCountedByWhatTheProxyAppends() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(guess("192.0.2." + i + ", 198.51.100.1")).isEqualTo(401);
        }
        assertThat(guess("203.0.113.9, 198.51.100.1")).isEqualTo(429);
        assertThat(guess("198.51.100.1, 203.0.113.9")).isEqualTo(401);
    }

    private int guess(String forwardedFor) throws Exception {
        // The client sends cookies with Secure over HTTPS only.
        HttpResponse<String> page = get("/login");
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String csrf = find("name=\"_csrf\" value=\"([^\"]+)", page.body());
        HttpResponse<String> answer = client.send(
                form("/login", Map.of("username", user, "password", "guess", "_csrf", csrf))
                        .header("Cookie", cookie)
                        .header("X-Forwarded-For", forwardedFor)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode();
    }
}
