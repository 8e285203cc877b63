package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenHashTest {

    @Test
    void equals_comparesAll256Bits() {
        byte[] bytes = new byte[32];
        TokenHash zero = TokenHash.of(bytes);
        for (int bit = 0; bit < 256; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] = (byte) (1 << (bit % 8));
            assertThat(TokenHash.of(changed)).isNotEqualTo(zero);
            assertThat(TokenHash.of(changed).bytes()).isEqualTo(changed);
        }
        assertThatThrownBy(() -> TokenHash.of(new byte[31])).hasMessageContaining("32 bytes");
    }
}
