package io.anchorify.examples.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.net.http.HttpRequest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

    private static final String[] PARTS = {
        "http",
        "https",
        "ftp",
        ":",
        "/",
        "//",
        "://",
        ".",
        "..",
        "-",
        "_",
        "[",
        "]",
        "::",
        "::1",
        "a",
        "b.example",
        "127",
        "1",
        "0",
        "8080",
        "65536",
        "@",
        "?",
        "#",
        "%",
        "%20",
        "\\",
        " ",
        "\u00fc",
        "\ufffd",
        "\ud83d\ude00"
    };

    @ParameterizedTest
    @CsvSource({
        "https://tokens.example.org, https://tokens.example.org",
        "' HTTPS://Tokens.Example.org:8443/ ', https://tokens.example.org:8443",
        "http://127.0.0.1:80, http://127.0.0.1:80",
        "http://[::1]:8080, http://[::1]:8080",
        "http://localhost, http://localhost"
    })
    void parse_ofServerUrl_normalizesIt(String text, String expected) {
        assertThat(Host.parse(text, "--host", ExitCode.USAGE)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a..b",
                "https://a.-b",
                "https://a-.b",
                "http://127.1:80",
                "http://256.1.1.1",
                "http://1.2.3.4.5",
                "http://[::zz]",
                "http://[1]",
                "http://[:::]",
                "http://a:0",
                "http://a:65536",
                "http://a:",
                "http://",
                "ftp://a",
                "a",
                "http://a/b",
                "http://u@a",
                "http://a?q",
                "http://a#f",
                "http://a b",
                "http://a_b",
                ""
            })
    void parse_ofMalformedUrl_namesTheSource(String text) {
        assertThatThrownBy(() -> Host.parse(text, "--host", ExitCode.USAGE))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("Invalid server URL in --host. Use http(s)://HOST[:PORT]");
    }

    /** Anything that is accepted can be the target of a request. */
    @Test
    void parse_ofRandomText_isRefusedOrUsable() {
        Random random = new Random(19);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int parts = random.nextInt(1, 7); parts > 0; parts--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            accepted += isUsable(text.toString()) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(500);
    }

    private static boolean isUsable(String text) {
        Host host;
        try {
            host = Host.parse(text, "--host", ExitCode.USAGE);
        } catch (Failure e) {
            return false;
        }
        assertThat(HttpRequest.newBuilder(host.resolve("/api/me")).build().uri().getHost())
                .as(text)
                .isNotNull();
        host.exposesTokens();
        return true;
    }
}
