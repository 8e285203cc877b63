package io.anchorify.auth.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenHasherTest {

    private final TokenCodec codec = new TokenCodec("jf_", true);
    private final String token = codec.newToken(new Random(20261128));

    @Test
    void hash_ofAToken_isTheSha256OfItsWholeText() throws Exception {
        TokenHasher hasher = new TokenHasher(codec, MessageDigest.getInstance("SHA-256"));
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));

        assertThat(hasher.hash(token)).isEqualTo(TokenHash.of(expected));
        assertThat(hasher.hash("jf_junk")).isNull();
        assertThat(hasher.hash(token)).isEqualTo(TokenHash.of(expected));
    }

    @Test
    void hash_ofAMalformedToken_doesNotReachTheDigest() {
        CountingDigest digest = new CountingDigest();
        TokenHasher hasher = new TokenHasher(codec, digest);
        char last = token.charAt(token.length() - 1);

        assertThat(hasher.hash(token.substring(1))).isNull();
        assertThat(hasher.hash(token.replaceFirst(".$", last == '0' ? "1" : "0")))
                .isNull();
        assertThat(digest.bytes).isZero();

        hasher.hash(token);
        assertThat(digest.bytes).isEqualTo(token.length());
    }

    @Test
    void base62_acceptsItsAlphabetOnly() {
        for (char c = 0; c < 256; c++) {
            assertThat(Base62.isDigit(c)).isEqualTo(c < 128 && Character.isLetterOrDigit(c));
        }
    }

    private static final class CountingDigest extends MessageDigest {

        private int bytes;

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
