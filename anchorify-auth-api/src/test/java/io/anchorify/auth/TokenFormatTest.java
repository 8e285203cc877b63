package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.internal.lookup.TokenCodec;
import io.anchorify.auth.testing.ProbedStore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormatTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int JUNK_COUNT = 100_000;

    private final ProbedStore store = new ProbedStore();
    private static final Rejected MALFORMED = new Rejected(RejectionReason.MALFORMED);

    @Test
    void secret_issued_isPrefixThen26RandomDigitsThenChecksum() throws Exception {
        try (TokenService tokens = TokenService.builder(store).build()) {
            String secret = tokens.issue("ada", "laptop").secret().reveal();

            assertThat(secret).matches("jf_[0-9A-Za-z]{32}").hasSize(35);
            assertThat(secret.substring(29)).isEqualTo(independentChecksum(secret.substring(0, 29)));
        }
    }

    @Test
    void secrets_areDistinctAndUseEveryDigitEquallyOften() {
        int[] counts = new int[128];
        Set<String> secrets = new HashSet<>();
        try (TokenService tokens = TokenService.builder(store).build()) {
            for (int i = 0; i < 20_000; i++) {
                String secret = tokens.issue("ada", null).secret().reveal();
                secrets.add(secret);
                secret.substring(3, 29).chars().forEach(c -> counts[c]++);
            }
        }
        assertThat(secrets).hasSize(20_000);
        double expected = 20_000 * 26 / 62.0;
        // Modulo bias of one byte would give eight of the digits a quarter more; six standard deviations are 6.5 %.
        assertThat(ALPHABET.chars())
                .allSatisfy(c -> assertThat((double) counts[c]).isBetween(expected * 0.935, expected * 1.065));
    }

    @Test
    void junk_ofEveryKind_causesNoLookup() {
        try (TokenService tokens = TokenService.builder(store).build()) {
            String good = tokens.issue("ada", "laptop").secret().reveal();
            assertThat(tokens.authenticate(good)).isInstanceOf(Authenticated.class);

            Random random = new Random(20261124);
            for (int i = 0; i < JUNK_COUNT; i++) {
                String junk = junk(random, good, i);
                if (!tokens.authenticate(junk).equals(MALFORMED)) {
                    throw new AssertionError("Not rejected as malformed: " + junk);
                }
            }

            assertThat(store.finds).hasValue(1);
        }
    }

    @Test
    void prefix_configured_isIssuedAndRequired() {
        try (TokenService tokens =
                TokenService.builder(store).prefix("acme_pat-").build()) {
            String secret = tokens.issue("ada", null).secret().reveal();

            assertThat(secret).startsWith("acme_pat-").hasSize(9 + 32);
            assertThat(tokens.authenticate(secret)).isInstanceOf(Authenticated.class);
            assertThat(tokens.authenticate(secret.replace("acme", "ACME"))).isEqualTo(MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "ümlaut", "seventeenletters_", "a=b"})
    void prefix_outsideItsAlphabet_isRejected(String prefix) {
        assertThatThrownBy(() -> TokenService.builder(store).prefix(prefix).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix must be 1 to 16 characters");
    }

    @Test
    void matches_issuedSecret_onlyInItsOwnFormat() {
        try (TokenService tokens = TokenService.builder(store).build();
                TokenService others =
                        TokenService.builder(store).prefix("acme_pat-").build()) {
            String standard = tokens.issue("ada", null).secret().reveal();
            String other = others.issue("ada", null).secret().reveal();

            assertThat(TokenFormat.standard().matches(standard)).isTrue();
            assertThat(TokenFormat.standard().matches(other)).isFalse();
            assertThat(TokenFormat.withPrefix("acme_pat-").matches(other)).isTrue();
            assertThat(TokenFormat.withPrefix("acme_pat-").matches(standard)).isFalse();
        }
    }

    @Test
    void matches_junk_isFalse() {
        TokenFormat format = TokenFormat.standard();
        String good = TokenCodec.own("jf_").newToken(new Random(1));
        Random random = new Random(20261125);
        for (int i = 0; i < JUNK_COUNT; i++) {
            String junk = junk(random, good, i);
            if (format.matches(junk)) {
                throw new AssertionError("Taken for a token: " + junk);
            }
        }
        assertThat(format.matches(good)).isTrue();
        assertThatThrownBy(() -> format.matches(null)).isInstanceOf(NullPointerException.class);
    }

    /** The low bytes of its characters are those of a valid token. */
    @Test
    void matches_textWithTheLowBytesOfAToken_isFalse() {
        String good = TokenCodec.own("jf_").newToken(new Random(1));
        assertThat(TokenFormat.standard().matches(good)).isTrue();
        for (int place = 0; place < good.length(); place++) {
            for (int high = 0x100; high <= 0xFF00; high += 0x100) {
                String alike = replace(good, place, (char) (high | good.charAt(place)));
                assertThat(TokenFormat.standard().matches(alike)).isFalse();
            }
        }
    }

    @Test
    void withPrefix_outsideItsAlphabet_isRejected() {
        assertThatThrownBy(() -> TokenFormat.withPrefix("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix must be 1 to 16 characters");
        assertThat(TokenFormat.withPrefix("acme_").toString()).isEqualTo("TokenFormat.withPrefix(\"acme_\")");
    }

    @Test
    void foreignFormat_matchesItsPrefixAlphabetAndLengthsOnly() {
        TokenFormat format = TokenFormat.foreign("gho_", Alphabet.HEX, 20, 24);

        for (String text : List.of("gho_0123456789abcdef", "gho_0123456789ABCDEFabcd")) {
            assertThat(format.matches(text)).as(text).isTrue();
        }
        for (String text : List.of(
                "gho_0123456789abcde",
                "gho_0123456789ABCDEFabcde",
                "gho_0123456789abcdeg",
                "gho_0123456789abcdeé",
                "GHO_0123456789abcdef",
                "0123456789abcdef0123",
                "gho_0123456789abcde=",
                "gho_0123456789abcde\n")) {
            assertThat(format.matches(text)).as(text).isFalse();
        }
    }

    @Test
    void foreignFormat_withPadding_matchesItAtTheEndOnly() {
        TokenFormat format = TokenFormat.foreign(Alphabet.BASE64, 16);

        for (String text : List.of("abcdefghijklmn+/", "abcdefghijklmn==", "a===============")) {
            assertThat(format.matches(text)).as(text).isTrue();
        }
        for (String text : List.of("abcdefghijklm=n=", "=abcdefghijklmno", "================", "abcdefghijklmn-_")) {
            assertThat(format.matches(text)).as(text).isFalse();
        }
    }

    @Test
    void foreignFormat_outOfRange_isRejected() {
        assertThatThrownBy(() -> TokenFormat.foreign(Alphabet.HEX, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A foreign token with a prefix of 0 characters must have 16 to 512 characters in total,"
                        + " not 15 to 15");
        assertThatThrownBy(() -> TokenFormat.foreign("gho_", Alphabet.HEX, 19, 40))
                .hasMessageContaining("must have 20 to 512 characters in total, not 19 to 40");
        assertThatThrownBy(() -> TokenFormat.foreign("", Alphabet.HEX, 16, 513)).hasMessageContaining("not 16 to 513");
        assertThatThrownBy(() -> TokenFormat.foreign("", Alphabet.HEX, 17, 16)).hasMessageContaining("not 17 to 16");
        for (String prefix : List.of("a b", "a=", "é", "x".repeat(65))) {
            assertThatThrownBy(() -> TokenFormat.foreign(prefix, Alphabet.HEX, 100, 100))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 64 characters of A-Z, a-z, 0-9 and -._~+/");
        }
    }

    @Test
    void format_thatIncludesAnother_matchesItsTexts() {
        TokenFormat jf = TokenFormat.standard();
        TokenFormat unchecked = TokenFormat.foreign("jf_", Alphabet.BASE62, 35, 35);
        TokenFormat anything = TokenFormat.foreign("", Alphabet.TOKEN68, 16, 512);

        assertThat(jf.includes(TokenFormat.withPrefix("jf_"))).isTrue();
        assertThat(unchecked.includes(jf)).isTrue();
        assertThat(jf.includes(unchecked)).isFalse();
        assertThat(anything.includes(unchecked)).isTrue();
        assertThat(anything.includes(TokenFormat.withPrefix("acme_"))).isTrue();
        assertThat(unchecked.includes(anything)).isFalse();
        assertThat(TokenFormat.foreign("", Alphabet.BASE62, 16, 512).includes(jf))
                .as("an underscore is no digit")
                .isFalse();
        assertThat(TokenFormat.foreign("", Alphabet.TOKEN68, 36, 512).includes(jf))
                .isFalse();
        assertThat(TokenFormat.foreign("", Alphabet.TOKEN68, 16, 34).includes(jf))
                .isFalse();
        assertThat(TokenFormat.foreign("jf", Alphabet.BASE64_URL, 35, 35).includes(jf))
                .isTrue();
    }

    @Test
    void format_withTheSameRules_isEqual() {
        assertThat(TokenFormat.withPrefix("jf_"))
                .isEqualTo(TokenFormat.standard())
                .hasSameHashCodeAs(TokenFormat.standard())
                .isNotEqualTo(TokenFormat.foreign("jf_", Alphabet.BASE62, 35, 35));
        assertThat(TokenFormat.foreign(Alphabet.of("0123456789ABCDEFabcdef"), 40))
                .isEqualTo(TokenFormat.foreign("", Alphabet.HEX, 40, 40))
                .hasSameHashCodeAs(TokenFormat.foreign("", Alphabet.HEX, 40, 40))
                .hasToString("TokenFormat.foreign(\"\", Alphabet.of(\"0123456789ABCDEFabcdef\"), 40, 40)");
    }

    @Test
    void hash_ofATokenInCleartext_isItsSha256OrRefusedWithoutQuotingIt() {
        TokenFormat format = TokenFormat.foreign(Alphabet.HEX, 32);

        assertThat(format.hash("5d41402abc4b2a76b9719d911017c592"))
                .isEqualTo(TokenHash.parse("4914e23374bb211e3dca0df7636fefffc7fedd94f1340ae81c7d6c07b7113e9b"));
        assertThatThrownBy(() -> format.hash("5d41402abc4b2a76b9719d911017c59z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A text with 32 characters does not have the format TokenFormat.foreign(\"\", Alphabet.HEX,"
                        + " 32, 32): correct the format, or leave this token out of the import");
    }

    /** A valid token with one thing wrong, or nothing like a token at all. */
    private static String junk(Random random, String good, int kind) {
        int place = random.nextInt(good.length());
        return switch (kind % 8) {
            case 0 -> replace(good, place, otherDigit(random, good.charAt(place)));
            case 1 -> good.substring(0, place);
            case 2 -> good + ALPHABET.charAt(random.nextInt(62));
            case 3 -> replace(good, place, (char) (128 + random.nextInt(0xFF00)));
            case 4 -> replace(good, place, "+/.-~= \u0000\n%".charAt(random.nextInt(10)));
            case 5 -> good.toUpperCase(java.util.Locale.ROOT);
            case 6 ->
                "jf_"
                        + random.ints(26, 0, 62)
                                .collect(
                                        StringBuilder::new,
                                        (s, d) -> s.append(ALPHABET.charAt(d)),
                                        StringBuilder::append)
                        + "000000";
            default ->
                random.ints(random.nextInt(600), 0, 0x10000)
                        .collect(StringBuilder::new, (s, c) -> s.append((char) c), StringBuilder::append)
                        .toString();
        };
    }

    private static String replace(String text, int place, char c) {
        return text.substring(0, place) + c + text.substring(place + 1);
    }

    private static char otherDigit(Random random, char unlike) {
        char digit = ALPHABET.charAt(random.nextInt(62));
        return digit == unlike ? otherDigit(random, unlike) : digit;
    }

    private static String independentChecksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        StringBuilder digits = new StringBuilder();
        for (long rest = crc.getValue(); digits.length() < 6; rest /= 62) {
            digits.insert(0, ALPHABET.charAt((int) (rest % 62)));
        }
        return digits.toString();
    }
}
