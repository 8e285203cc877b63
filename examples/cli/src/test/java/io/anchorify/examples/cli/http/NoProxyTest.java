package io.anchorify.examples.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.credentials.Host;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers the entries of {@code NO_PROXY} cover. */
class NoProxyTest {

    @ParameterizedTest
    @CsvSource({
        "*, http://tokens.example.org, true",
        "example.org, http://tokens.example.org, true",
        ".example.org, http://tokens.example.org, true",
        "*.example.org, http://tokens.example.org, true",
        ".example.org, http://example.org, true",
        "EXAMPLE.org, http://tokens.example.org, true",
        "ample.org, http://example.org, false",
        "example.com, http://example.org, false",
        "'a.test, tokens.example.org', http://tokens.example.org, true",
        "'a.test tokens.example.org', http://tokens.example.org, true",
        "'', http://tokens.example.org, false",
        "',.,', http://tokens.example.org, false",
        "example.org:443, https://example.org, true",
        "example.org:80, https://example.org, false",
        "example.org:8080, http://tokens.example.org:8080, true",
        "10.1.2.3, http://10.1.2.3, true",
        "2.3, http://10.1.2.3, false",
        "10.1.2.3:81, http://10.1.2.3:81, true",
        "10.1.2.3:81, http://10.1.2.3, false",
        "10.0.0.0/8, http://10.1.2.3, true",
        "10.0.0.0/8, http://11.1.2.3, false",
        "10.1.2.0/25, http://10.1.2.130, false",
        "200.0.0.0/5, http://207.1.2.3, true",
        "0.0.0.0/0, http://207.1.2.3, true",
        "10.0.0.0/8, http://ten.example.org, false",
        "10.0.0.0/33, http://10.0.0.0, false",
        "x/8, http://10.0.0.0, false",
        "2001:db8::1, http://[2001:db8:0::1], true",
        "[2001:db8::1], http://[2001:db8::1], true",
        "[2001:db8::1]:81, http://[2001:db8::1]:81, true",
        "[2001:db8::1]:81, http://[2001:db8::1], false",
        "2001:db8::/32, http://[2001:db8:1::1], true",
        "2001:db8::/32, http://[2001:db9::1], false",
        "::/0, http://10.1.2.3, false"
    })
    void server_coveredByAnEntry_isAskedDirectly(String entries, String host, boolean isCovered) {
        assertThat(covers(host, "NO_PROXY", entries)).isEqualTo(isCovered);
        assertThat(covers(host, "no_proxy", entries)).isEqualTo(isCovered);
    }

    @Test
    void variables_inBothCases_preferLowerCase() {
        assertThat(NoProxy.covers(host("http://a.test"), Map.of("no_proxy", "b.test", "NO_PROXY", "a.test")))
                .isFalse();
        assertThat(NoProxy.covers(host("http://a.test"), Map.of("no_proxy", "", "NO_PROXY", "a.test")))
                .isTrue();
    }

    private static boolean covers(String host, String variable, String entries) {
        return NoProxy.covers(host(host), Map.of(variable, entries));
    }

    private static Host host(String text) {
        return Host.parse(text, "test", ExitCode.USAGE);
    }
}
