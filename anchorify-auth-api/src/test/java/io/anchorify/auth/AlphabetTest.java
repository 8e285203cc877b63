package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphabetTest {

    @Test
    void namedAlphabets_haveTheCharactersOfTheirEncoding() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
            assertThat(Alphabet.BASE62.contains(c)).isEqualTo(letterOrDigit);
            assertThat(Alphabet.BASE64.contains(c)).isEqualTo(letterOrDigit || "+/=".indexOf(c) >= 0);
            assertThat(Alphabet.BASE64_URL.contains(c)).isEqualTo(letterOrDigit || "-_=".indexOf(c) >= 0);
            assertThat(Alphabet.TOKEN68.contains(c)).isEqualTo(letterOrDigit || "-._~+/=".indexOf(c) >= 0);
            assertThat(Alphabet.HEX.contains(c)).isEqualTo(c < 128 && Character.digit(c, 16) >= 0);
        }
    }

    @Test
    void of_anyOrder_hasEachCharacterOnce() {
        Alphabet alphabet = Alphabet.of("-cba-abc");

        assertThat(alphabet.characters()).isEqualTo("-abc");
        assertThat(alphabet).isEqualTo(Alphabet.of("abc-")).hasSameHashCodeAs(Alphabet.of("abc-"));
        assertThat(alphabet).isNotEqualTo(Alphabet.of("abc")).isNotEqualTo(Alphabet.of("abcd-"));
        assertThat(alphabet).hasToString("Alphabet.of(\"-abc\")");
        assertThat(alphabet.containsAll("abca-")).isTrue();
        assertThat(alphabet.containsAll("abd")).isFalse();
    }

    @Test
    void of_theCharactersOfANamedAlphabet_isEqualToIt() {
        for (Alphabet named : List.of(Alphabet.HEX, Alphabet.BASE62, Alphabet.BASE64, Alphabet.TOKEN68)) {
            assertThat(Alphabet.of(named.characters())).isEqualTo(named).hasSameHashCodeAs(named);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "==", "a b", "a\n", "a:", "a\"", "é", "\u0161", "a\u0000"})
    void of_charactersThatNoBearerTokenHas_isRejected(String characters) {
        assertThatThrownBy(() -> Alphabet.of(characters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An alphabet must have one or more characters of A-Z, a-z, 0-9 and -._~+/, and can have =");
    }
}
