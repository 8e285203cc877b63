package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.testing.Effort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that cost a client nothing do not fill the log of the packaged application. */
@Tag("not-quick")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class InvalidRequestsIT {

    private static final int ROUNDS = Effort.pick(20, 40, 320);
    private static final String LONG = "@".repeat(7000);

    /** Everything that Jetty rejects by itself, or that fails while a request is read. */
    private static final List<String> REQUESTS = List.of(
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: " + LONG + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a:99999999\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET http://a:99999999/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /dashboard/..;/x//%2f HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /login?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX\u0000: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n folded: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "GET /login\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0000\u00f1\u0001\u0000\u0000\u00ed\u0003\u0003" + "\u0000".repeat(200),
            "GET /login HTTP/1.1\r\nHost: a\r\nCookie: a=\u0001;;=;\"x; $Version=1\r\n\r\n",
            "GET /dashboard HTTP/1.1\r\nHost: a\r\nCookie: anchorify=nonsense.x\r\n\r\n",
            "GET /nothing HTTP/1.1\r\nHost: a\r\nAccept: text/html;q=abc,;;;\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\nContent-Length: 3\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\n<form>Content-Length: 5\r\n\r\n_c=%z",
            "POST /login HTTP/1.1\r\nHost: a\r\n<form>Content-Length: 500\r\n\r\n_c=",
            "POST /login HTTP/1.1\r\nHost: a\r\n<form>Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\n<form>Content-Length: 9000\r\n\r\n" + "x=".repeat(4500),
            "POST /dashboard/tokens HTTP/1.1\r\nHost: a\r\n<form>Content-Length: 500\r\n\r\n_c=",
            "POST /api/documents HTTP/1.1\r\nHost: a\r\n<token>Content-Length: 500\r\n\r\n{",
            "POST /api/documents HTTP/1.1\r\nHost: a\r\n<token>Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
            "GET /api/tokens?include=%zz HTTP/1.1\r\nHost: a\r\n<token>\r\n");

    @TempDir
    private Path directory;

    @Test
    void requests_thatAreInvalid_leaveFewShortLinesInTheLog() throws Exception {
        Map<String, String> environment =
                Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:x", "REPO_SHARE_TOKEN", TestApp.ADMIN_TOKEN);
        try (AppProcess app = AppProcess.start(directory, environment)) {
            String cookie = RawHttp.get(app.port(), "/login")
                    .header("Set-Cookie")
                    .get(0)
                    .split(";")[0];
            String form = "Cookie: " + cookie + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
            String token = "Authorization: Bearer " + TestApp.ADMIN_TOKEN + "\r\nContent-Type: application/json\r\n";
            int begin = app.errors().length();
            for (int i = 0; i < ROUNDS; i++) {
                for (String request : REQUESTS) {
                    RawHttp.exchange(app.port(), request.replace("<form>", form).replace("<token>", token));
                }
            }
            String log = app.errors().substring(begin);
            assertThat(log.lines().filter(line -> !line.contains("AdminToken") && !line.contains("admin token")))
                    .hasSizeLessThan(100)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(500));
        }
    }
}
