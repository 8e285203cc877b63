package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
}
