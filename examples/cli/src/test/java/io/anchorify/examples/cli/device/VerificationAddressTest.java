package io.anchorify.examples.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command opens only addresses of its server. */
class VerificationAddressTest {

    private static final Host HOST = Host.parse("https://tokens.example.org", "a test", ExitCode.USAGE);

    @ParameterizedTest
    @CsvSource({
        "https://tokens.example.org/device, https://tokens.example.org/device",
        "HTTPS://Tokens.Example.org:443/device?a=b, HTTPS://Tokens.Example.org:443/device?a=b",
        "https://tokens.example.org, https://tokens.example.org",
        "https://tokens.example.org/Ger\u00e4t, https://tokens.example.org/Ger%C3%A4t",
        "https://tokens.example.org/\u202Egro.live, https://tokens.example.org/%E2%80%AEgro.live"
    })
    void address_onTheServer_isEncoded(String text, String expected) {
        assertThat(VerificationAddress.parse(text, HOST)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tokens.example.org/device",
                "https://tokens.example.org:8443/device",
                "https://tokens.example.org.evil.example/device",
                "https://tokens.example.org@evil.example/device",
                "https://ada:hunter2@tokens.example.org/device",
                "https://evil.example\\@tokens.example.org/device",
                "//tokens.example.org/device",
                "/device",
                "device",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "mailto:ada@tokens.example.org",
                "https:tokens.example.org",
                "https:///device",
                "https://tokens.example.org/a b",
                "--version",
                "https://tokens.example.org/\u001b[2J"
            })
    void address_elsewhere_isRefused(String text) {
        assertThatThrownBy(() -> VerificationAddress.parse(text, HOST))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("https://tokens.example.org wants the login approved at another address, which"
                        + " was not opened: ")
                .hasMessageNotContaining("\u001b");
    }

    @ParameterizedTest
    @ValueSource(ints = {2001, 100_000})
    void address_ofExcessiveLength_isRefused(int length) {
        String text = HOST + "/" + "x".repeat(length - HOST.toString().length() - 1);

        assertThatThrownBy(() -> VerificationAddress.parse(text, HOST)).isInstanceOf(Failure.class);
    }
}
