package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void parse_ofEveryEncodingOfAHash_isThatHash() {
        Random random = new Random(20261128);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            String hex = HexFormat.of().formatHex(bytes);
            List<String> texts = List.of(
                    hex,
                    hex.toUpperCase(Locale.ROOT),
                    Base64.getEncoder().encodeToString(bytes),
                    Base64.getEncoder().withoutPadding().encodeToString(bytes),
                    Base64.getUrlEncoder().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));

            assertThat(texts)
                    .allSatisfy(text -> assertThat(TokenHash.parse(text)).isEqualTo(TokenHash.of(bytes)));
        }
    }

    /** Other hashes, other lengths, other characters, and two kinds of base64 at once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5d41402abc4b2a76b9719d911017c592",
                "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
                "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b982",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 ",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b982g",
                "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmC",
                "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ==",
                "LPJNul+wow4m6DsqxbninhsWHlwfp0_ecwQzYpOLmCQ",
                "LPJNul wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ",
                "LPJNulÄwow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"
            })
    void parse_ofAnotherText_isRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> TokenHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("A SHA-256 must have 64 hexadecimal digits, or 43 base64 digits with or without padding;"
                        + " this text has " + text.length() + " characters");
    }

    @Test
    void parse_ofBase64WithExcessBits_isRefused() {
        String hash = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";
        assertThat(TokenHash.parse(hash)).isEqualTo(TokenHash.parse(hash + "="));
        for (char last : new char[] {'R', 'S', 'T'}) {
            assertThatThrownBy(() -> TokenHash.parse(hash.replaceFirst(".$", String.valueOf(last))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The last base64 digit of a SHA-256 has bits that no encoder sets");
        }
    }
}
