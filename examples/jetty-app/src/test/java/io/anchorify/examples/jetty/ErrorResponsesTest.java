package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Security headers, and error responses that reveal nothing of the request or the server. */
class ErrorResponsesTest extends WebTest {

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/nothing", "/assets/style.css", "/api/me", "/health/live"})
    void response_ofAnyPath_hasSecurityHeaders(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; ")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /logout?canary",
                "GET /assets/canary",
                "GET /dashboard?notice=%zzcanary",
                "GET /dashboard;canary/x%2f",
                "GET /api//me?canary",
                "DELETE /api//me?canary",
                "GET /api%2fme?canary",
                "GET /api/documents/%00canary"
            })
    void containerError_forAnyClient_revealsNothing(String requestLine) throws Exception {
        signIn(user);
        for (String accept : List.of("text/html,application/xhtml+xml,*/*;q=0.8", "application/json", "*/*", "x")) {
            RawHttp.Answer answer = RawHttp.send(
                    app.port(),
                    requestLine + " HTTP/1.1",
                    "Cookie: anchorify=" + sessionId(),
                    "Authorization: Bearer "
                            + app.tokens.issue(user, null).secret().reveal(),
                    "Accept: " + accept);
            assertRevealsNothing(answer, accept.contains("html") && !requestLine.contains(" /api"));
        }
    }

    /** Jetty rejects these before it has parsed the Accept header. */
    @ParameterizedTest
    @CsvSource({"400,/%zzcanary", "400,canary", "414,/login?<long>", "431,/login"})
    void request_unreadable_isRejectedWithoutDetails(int status, String path) throws Exception {
        String tooLong = "canary".repeat(2000);
        RawHttp.Answer answer =
                RawHttp.get(app.port(), path.replace("<long>", tooLong), status == 431 ? "X-Long: " + tooLong : "X: y");

        assertThat(answer.status()).isEqualTo(status);
        assertRevealsNothing(answer, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_csrf=%zzcanary", "_csrf=%ffcanary", "huge"})
    void form_invalid_isRejectedWithoutDetails(String form) throws Exception {
        // A visitor without a form would be rejected before the form is read.
        get("/login");
        String body = form.equals("huge") ? "_csrf=canary&x=" + "y".repeat(300_000) : form;
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url("/login")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isIn(400, 413);
        List<String> headers = answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .toList();
        assertRevealsNothing(new RawHttp.Answer(answer.statusCode(), headers, answer.body()), true);
    }

    /** An overlong slash, a lone surrogate, an unfinished sequence, and UTF-16. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e2\u0082", "utf-16"})
    void json_thatIsNotUtf8_isRejected(String title) throws Exception {
        String json = "{\"title\":\"" + title + "\",\"body\":\"b\"}";
        String body = title.equals("utf-16") ? "\0" + String.join("\0", json.split("")) : json;
        RawHttp.Answer answer = RawHttp.send(
                app.port(),
                "POST /api/documents HTTP/1.1",
                "Authorization: Bearer " + app.tokens.issue(user, null).secret().reveal(),
                "Content-Type: application/json",
                "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("The request body is not a valid JSON object for this resource.");
    }

    @Test
    void headRequest_rejected_hasNoBody() throws Exception {
        RawHttp.Answer answer = RawHttp.send(app.port(), "HEAD /assets/nothing HTTP/1.1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void apiFailure_unexpected_isAProblemWithTheTitleOfItsStatus() throws Exception {
        String secret = app.tokens.issue(user, "x").secret().reveal();
        app.tokens.issue(user, "unreadable");
        execute("UPDATE anchorify_tokens SET scopes = 'twice twice' WHERE label = 'unreadable' AND owner = '" + user
                + "'");
        RawHttp.Answer answer = RawHttp.get(app.port(), "/api/tokens", "Authorization: Bearer " + secret);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"title\":\"Internal Server Error\"");
    }

    private static void assertRevealsNothing(RawHttp.Answer answer, boolean isPage) {
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body())
                .isNotEmpty()
                .doesNotContain("canary", "URI:", "HTTP ERROR", "Exception", "Servlet", "jetty", "io.anchorify");
        assertThat(answer.headers()).noneMatch(line -> line.contains("canary"));
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.header("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.header("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; ");
        if (isPage) {
            assertThat(answer.header("Content-Type")).containsExactly("text/html;charset=utf-8");
            assertThat(answer.body()).contains("<h1 id=\"heading\">", "/assets/style.css");
        } else {
            assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
            assertThat(answer.body())
                    .startsWith("{\"type\":\"about:blank\",\"title\":\"")
                    .contains("\"status\":" + answer.status() + ",");
        }
    }
}
