package io.anchorify.auth.internal;

import io.anchorify.auth.internal.lookup.Base62;
import io.anchorify.auth.internal.lookup.TokenCodec;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes up the cleartext and the public ids of tokens, both from a cryptographically strong source. */
public final class SecretGenerator {

    /** 131 bits, so that two ids never collide. */
    private static final int ID_LENGTH = 22;

    private final TokenCodec codec;
    private final SecureRandom random = new SecureRandom();

    SecretGenerator(TokenCodec codec) {
        this.codec = codec;
    }

    public String newCleartext() {
        return codec.newToken(random);
    }

    /** As unguessable as an id is unique. */
    public String newDeviceCode() {
        return newId();
    }

    public RandomGenerator random() {
        return random;
    }

    public String newId() {
        byte[] id = new byte[ID_LENGTH];
        Base62.random(random, id, 0, ID_LENGTH);
        return new String(id, StandardCharsets.US_ASCII);
    }
}
