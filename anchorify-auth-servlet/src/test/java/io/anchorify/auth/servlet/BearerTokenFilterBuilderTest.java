package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenFilterBuilderTest {

    private final BearerTokenFilterBuilder builder =
            BearerTokenFilter.builder(presented -> new Rejected(RejectionReason.UNKNOWN));

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "carriage\rreturn", "ä", "nul\u0000"})
    void realm_notPrintableAscii_isRejected(String realm) {
        assertThatThrownBy(() -> builder.realm(realm).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("realm must be 1 to 200 printable ASCII characters");
    }

    @Test
    void realm_longerThan200Characters_isRejected() {
        assertThat(builder.realm("a".repeat(200)).build()).isNotNull();
        assertThatThrownBy(() -> builder.realm("a".repeat(201)).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"", "\\", "ä"})
    void requiredScope_outsideTheGrammar_isRejected(String scope) {
        assertThatThrownBy(() -> builder.requiredScopes("read", scope).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A required scope must be");
    }
}
