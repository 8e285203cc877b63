package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u007Fb", "a\u202Eb", "a\u2066b", "a\u2028b", "a\uD800b", "a\u0085b"})
    void label_withControlOrDirectionOverride_isRejected(String label) {
        assertThatThrownBy(() -> TokenRequest.of("ada").label(label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A label must not contain control characters")
                .hasMessageNotContaining(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "'; DROP TABLE tokens; --",
                "👩‍👩‍👧‍👦",
                "לפטופ",
                "a\u0301",
                "100 %_\\"
            })
    void label_withAwkwardButPlainText_isKept(String label) {
        assertThat(TokenRequest.of("ada").label(label).label()).isEqualTo(label);
    }

    @Test
    void label_length_isCountedInCodePoints() {
        assertThat(TokenRequest.of("ada").label("😀".repeat(100)).label()).hasSize(200);
        assertThatThrownBy(() -> TokenRequest.of("ada").label("😀".repeat(101)))
                .hasMessage("A label must have at most 100 characters");
        assertThatThrownBy(() -> TokenRequest.of("ada").label("x".repeat(101)))
                .hasMessage("A label must have at most 100 characters");
    }

    @Test
    void label_surroundingWhiteSpace_isStripped_andBlankMeansNone() {
        assertThat(TokenRequest.of("ada").label("  my laptop ").label()).isEqualTo("my laptop");
        assertThat(TokenRequest.of("ada").label(" \t ").label()).isNull();
    }

    @Test
    void owner_ofInvalidForm_isRejectedWithoutBeingEchoed() {
        assertThatThrownBy(() -> TokenRequest.of("")).hasMessageContaining("1 to 255 characters");
        assertThatThrownBy(() -> TokenRequest.of("x".repeat(256))).hasMessageContaining("1 to 255 characters");
        assertThatThrownBy(() -> TokenRequest.of("a\u0000")).hasMessageContaining("1 to 255 characters");
        assertThat(TokenRequest.of("😀".repeat(255)).owner()).hasSize(510);
    }

    @Test
    void scopes_outsideRfc6749_areRejected() {
        assertThat(TokenRequest.of("ada").scopes("b", "a", "a").scopes()).containsExactlyInAnyOrder("a", "b");
        for (String scope : new String[] {"", "a b", "a\"b", "a\\b", "ä"}) {
            assertThatThrownBy(() -> TokenRequest.of("ada").scopes(scope)).hasMessageStartingWith("A scope must be");
        }
        assertThatThrownBy(() -> TokenRequest.of("ada").scopes("x".repeat(1001)))
                .hasMessageContaining("1000");
    }

    @Test
    void lifetime_outOfRange_isRejected() {
        Duration longest = Duration.ofDays(36_500);
        assertThat(TokenRequest.of("ada").expiresIn(longest).lifetime()).isEqualTo(longest);
        assertThat(TokenRequest.of("ada").expiresIn(Duration.ofNanos(1000)).lifetime())
                .isEqualTo(Duration.ofNanos(1000));
        for (Duration lifetime : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofNanos(999),
                longest.plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE),
                ChronoUnit.FOREVER.getDuration())) {
            assertThatThrownBy(() -> TokenRequest.of("ada").expiresIn(lifetime))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The lifetime of a token must be 1 microsecond to 36500 days");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a=b", "a\n", "\u00e4", "a/b", "12345678901234567890123456789012345678901"})
    void attributeKey_ofInvalidForm_isRejectedWithoutBeingEchoed(String key) {
        assertThatThrownBy(() -> TokenRequest.of("ada").attribute(key, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key of an attribute must be 1 to 40 characters of a-z, 0-9, '.', '_' and '-'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u202Eb", "a\uD800b"})
    void attributeValue_ofInvalidForm_isRejected(String value) {
        assertThatThrownBy(() -> TokenRequest.of("ada").attribute("project", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The value of the attribute project must be 1 to 200 characters, without control characters or"
                                + " line breaks");
    }

    @Test
    void attributeValue_length_isCountedInCodePoints() {
        assertThat(TokenRequest.of("ada")
                        .attribute("p", "\uD83D\uDE00".repeat(200))
                        .attributes())
                .containsOnlyKeys("p");
        assertThatThrownBy(() -> TokenRequest.of("ada").attribute("p", "\uD83D\uDE00".repeat(201)))
                .hasMessageContaining("1 to 200 characters");
    }

    @Test
    void attributes_areAtMost16AndImmutable() {
        TokenRequest request = TokenRequest.of("ada");
        for (int i = 0; i < 16; i++) {
            request = request.attribute("key" + i, "a=b ' \\ %");
        }
        TokenRequest full = request;

        assertThat(full.attribute("key3", "replaced").attributes()).hasSize(16).containsEntry("key3", "replaced");
        assertThat(full.attributes()).hasSize(16).doesNotContainValue("replaced");
        assertThatThrownBy(() -> full.attribute("one.more", "x")).hasMessage("A token must have at most 16 attributes");
        assertThatThrownBy(() -> full.attributes().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void networks_areParsedAndReplaced() {
        TokenRequest request = TokenRequest.of("ada").networks("192.0.2.7", "2001:DB8::/32");

        assertThat(request.networks()).containsExactly(Network.parse("192.0.2.7/32"), Network.parse("2001:db8::/32"));
        assertThat(request.networks("10.0.0.0/8").networks()).containsExactly(Network.parse("10.0.0.0/8"));
        assertThat(request.networks(new String[0]).networks()).isEmpty();
        assertThatThrownBy(() -> request.networks("10.0.0.1/8")).hasMessageContaining("use 10.0.0.0/8");
        assertThatThrownBy(() -> request.networks("localhost")).hasMessageStartingWith("A network must be");
        assertThatThrownBy(() -> request.networks("10.0.0.0/8 11.0.0.0/8")).hasMessageStartingWith("A network must be");
    }

    @Test
    void networks_longerThanTheirColumn_areRejected() {
        String[] networks =
                IntStream.range(0, 100).mapToObj(i -> "10.0." + i + ".0/24").toArray(String[]::new);

        assertThatThrownBy(() -> TokenRequest.of("ada").networks(networks))
                .hasMessage("The networks of a token must have at most 1000 characters in total");
    }
}
