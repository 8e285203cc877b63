package io.anchorify.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/** Makes the cleartext and the public ids of tokens, both out of the same strong source. */
final class SecretGenerator {

    /** 131 bits, so that two ids never meet. */
    private static final int ID_LENGTH = 22;

    private final TokenFormat format;
    private final SecureRandom random;

    SecretGenerator(TokenFormat format, SecureRandom random) {
        this.format = format;
        this.random = random;
    }

    Secret nextSecret() {
        byte[] token = new byte[format.length()];
        format.writePrefix(token);
        Base62.random(random, token, format.randomAt(), format.checksumAt());
        format.writeChecksum(token, new CRC32());
        return new Secret(new String(token, StandardCharsets.US_ASCII));
    }

    String nextId() {
        byte[] id = new byte[ID_LENGTH];
        Base62.random(random, id, 0, ID_LENGTH);
        return new String(id, StandardCharsets.US_ASCII);
    }
}
