package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors who did not sign in occupy no memory, and are rejected before the body of their request is read. */
class AnonymousTest extends WebTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /login",
                "GET /dashboard",
                "GET /nothing",
                "POST /login",
                "POST /dashboard/tokens",
                "POST /logout",
                "POST /j_security_check",
                "GET /api/me"
            })
    void request_withoutSignIn_createsNoSession(String request) throws Exception {
        for (String cookie : List.of("X: y", "Cookie: anchorify=chosen-by-the-client")) {
            RawHttp.Answer answer = RawHttp.send(app.port(), request + " HTTP/1.1", cookie);
            assertThat(answer.header("Set-Cookie"))
                    .as(request)
                    .noneMatch(set -> set.startsWith("anchorify=") || set.contains("node"));
        }
    }

    @Test
    void failedSignIn_ofAVisitor_createsNoSession() throws Exception {
        assertThat(signIn(user, "wrong").headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("anchorify="));
    }

    /** The client sends no byte of the body that it announces. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /login|403",
                "POST /logout|303",
                "POST /nothing|405",
                "PUT /dashboard|303",
                "POST /dashboard/tokens|303",
                "POST /dashboard/tokens/x/revoke|303",
                "POST /j_security_check|405",
                "POST /api/documents|401",
                "POST /api/admin/import|401",
                "POST /api/admin/claim-orphans|401",
                "POST /api/admin/import|403|user's token",
                "POST /dashboard/tokens|403|session of another site",
                "POST /login|403|form of another site",
            })
    void request_withoutCredentials_isRejectedBeforeItsBodyIsRead(String line) throws Exception {
        String[] parts = line.split("\\|");
        String credentials = parts.length == 2 ? "X: y" : credentials(parts[2]);
        for (String length : List.of("Content-Length: 100000", "Transfer-Encoding: chunked")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
                socket.setSoTimeout(5000);
                String head = parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                        + "application/x-www-form-urlencoded\r\n" + credentials + "\r\n" + length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                assertThat(answer.readLine()).as(line).startsWith("HTTP/1.1 " + parts[1] + " ");
            }
        }
    }

    private String credentials(String kind) throws Exception {
        return switch (kind) {
            case "user's token" ->
                "Authorization: Bearer " + app.tokens.issue(user, null).secret().reveal();
            case "session of another site" -> {
                signIn(user);
                yield "Origin: https://evil.example\r\nCookie: anchorify=" + sessionId();
            }
            default -> "Origin: https://evil.example\r\nCookie: anchorify-browser=" + csrf("/login");
        };
    }

    @Test
    void signIn_withAFormTokenOfAnotherVisitor_isRejected() throws Exception {
        String foreign = csrf("/login");
        cookies.getCookieStore().removeAll();
        get("/login");

        assertThat(post("/login", Map.of("username", user, "password", TestApp.passwordOf(user), "_csrf", foreign))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void loginForm_inTwoTabs_canBeSentFromBoth() throws Exception {
        String first = csrf("/login");
        assertThat(csrf("/login")).isEqualTo(first);
    }

    @Test
    void form_ofAVisitor_isLimitedInSizeAndFields() throws Exception {
        Map<String, String> large = new HashMap<>(Map.of("_csrf", csrf("/login"), "username", "x".repeat(8 * 1024)));
        assertThat(post("/login", large).statusCode()).isIn(400, 413);

        Map<String, String> many = new HashMap<>(Map.of("_csrf", csrf("/login")));
        for (int i = 0; i < 20; i++) {
            many.put("field" + i, "x");
        }
        assertThat(post("/login", many).statusCode()).isIn(400, 413);
    }
}
