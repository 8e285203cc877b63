package io.anchorify.auth.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Alphabet;
import io.anchorify.auth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenHasherTest {

    private static final TokenCodec FOREIGN = TokenCodec.foreign("", Alphabet.TOKEN68, 40, 512);
    private static final String LONGEST = "-._~+/".repeat(85) + "==";
    private static final String SHORTEST = "a".repeat(40);

    private final TokenCodec codec = TokenCodec.own("jf_");
    private final String token = codec.newToken(new Random(20261128));

    @Test
    void hash_ofAToken_isTheSha256OfItsWholeText() throws Exception {
        TokenHasher hasher = new TokenHasher(List.of(codec), MessageDigest.getInstance("SHA-256"));
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));

        assertThat(hasher.hash(token)).isEqualTo(TokenHash.of(expected));
        assertThat(hasher.hash("jf_junk")).isNull();
        assertThat(hasher.hash(token)).isEqualTo(TokenHash.of(expected));
    }

    @Test
    void hash_ofAMalformedToken_doesNotReachTheDigest() {
        CountingDigest digest = new CountingDigest();
        TokenHasher hasher = new TokenHasher(List.of(codec), digest);
        char last = token.charAt(token.length() - 1);

        assertThat(hasher.hash(token.substring(1))).isNull();
        assertThat(hasher.hash(token.replaceFirst(".$", last == '0' ? "1" : "0")))
                .isNull();
        assertThat(digest.bytes).isZero();

        hasher.hash(token);
        assertThat(digest.bytes).isEqualTo(token.length());
    }

    @Test
    void hash_withSeveralFormats_isTheSha256OfATokenOfAnyOfThem() throws Exception {
        TokenHasher hasher = TokenHasher.of(List.of(codec, TokenCodec.own("acme_"), FOREIGN));

        for (String text : List.of(token, TokenCodec.own("acme_").newToken(new Random(1)), LONGEST, SHORTEST, token)) {
            byte[] expected = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            assertThat(hasher.hash(text)).isEqualTo(TokenHash.of(expected));
        }
        assertThat(hasher.hash(TokenCodec.own("other_").newToken(new Random(1))))
                .isNull();
    }

    @Test
    void hash_withSeveralFormats_doesNotReachTheDigestIfMalformed() {
        CountingDigest digest = new CountingDigest();
        TokenHasher hasher = new TokenHasher(List.of(codec, TokenCodec.own("acme_"), FOREIGN), digest);

        for (String junk : List.of("", "jf_", token + "0", LONGEST + "x", SHORTEST.substring(1), "=".repeat(40))) {
            assertThat(hasher.hash(junk)).isNull();
        }
        assertThat(digest.bytes).isZero();
    }

    /** Whatever the result, and however long the token of a request before was. */
    @Test
    void scratchMemory_afterEachHash_isZero() {
        CountingDigest digest = new CountingDigest();
        TokenHasher hasher = new TokenHasher(List.of(codec, FOREIGN), digest);

        for (String text : List.of(LONGEST, token, SHORTEST)) {
            hasher.hash(text);
            hasher.hash(text.substring(1) + "?");
            assertThat(digest.input).hasSize(512).containsOnly(0);
        }
    }

    private static final class CountingDigest extends MessageDigest {

        private int bytes;
        private byte[] input = {};

        CountingDigest() {
            super("SHA-256");
        }

        @Override
        protected void engineUpdate(byte input) {
            bytes++;
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            bytes += length;
            this.input = input;
        }

        @Override
        protected int engineDigest(byte[] target, int offset, int length) {
            return TokenHash.LENGTH;
        }

        @Override
        protected byte[] engineDigest() {
            return new byte[TokenHash.LENGTH];
        }

        @Override
        protected void engineReset() {
            // It keeps nothing.
        }
    }
}
