package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenQueryTest {

    @Test
    void limit_outOfRange_isRejected() {
        assertThatThrownBy(() -> TokenQuery.of("ada").limit(0))
                .hasMessage("The limit of a page must be 1 to 1000, not 0");
        assertThatThrownBy(() -> TokenQuery.of("ada").limit(1001)).hasMessageContaining("1001");
    }

    @Test
    void idStartsWith_whatNoIdBeginsWith_isRejected() {
        assertThatThrownBy(() -> TokenQuery.all().idStartsWith("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenQuery.all().idStartsWith("a%")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scope_thatIsNoScopeOrSeveral_isRejected() {
        for (String scope : new String[] {"documents:read documents:write", "", "a\"b", "\u00e9"}) {
            assertThatThrownBy(() -> TokenQuery.all().scope(scope)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
