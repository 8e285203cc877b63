package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application behind a proxy that replaces the header {@code Host}. The clients of these tests send the address of the server. */
class RewritingProxyTest extends WebTest {

    @Override
    Map<String, String> settings() {
        return Map.of("ANCHORIFY_PUBLIC_URL", "https://Example.com:443");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, 303",
        "http://example.com, 403",
        "https://example.com:8443, 403",
        "https://example.org, 403",
        "https://example.com.evil.example, 403"
    })
    void signIn_fromAnOrigin_isAcceptedFromThePublicUrlOnly(String origin, int status) throws Exception {
        HttpResponse<String> page = get("/login");
        // The client sends cookies with Secure over HTTPS only.
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String csrf = find("name=\"_csrf\" value=\"([^\"]+)", page.body());
        HttpResponse<String> answer = client.send(
                form("/login", Map.of("username", user, "password", TestApp.passwordOf(user), "_csrf", csrf))
                        .header("Cookie", cookie)
                        .header("Origin", origin)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
