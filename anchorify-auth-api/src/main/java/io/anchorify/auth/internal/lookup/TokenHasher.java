package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.TokenHash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Checks the format of presented tokens and hashes them, in scratch memory of its own. For one thread at a time. */
final class TokenHasher {

    private final TokenCodec codec;
    private final MessageDigest sha256;
    private final CRC32 crc = new CRC32();
    private final byte[] scratch;
    private final byte[] digest = new byte[TokenHash.LENGTH];

    TokenHasher(TokenCodec codec, MessageDigest sha256) {
        this.codec = codec;
        this.sha256 = sha256;
        this.scratch = new byte[codec.length()];
    }

    /** The SHA-256 of a presented token, or {@code null} if it does not have the token format. */
    @Nullable
    TokenHash hash(String presented) {
        try {
            if (!codec.decode(presented, scratch, crc)) {
                return null;
            }
            sha256.update(scratch);
            sha256.digest(digest, 0, digest.length);
            return TokenHash.of(digest);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 returned more than 32 bytes", e);
        } finally {
            // Leave no cleartext for a heap dump. The digest keeps its last block, here the whole token, until it is
            // reset.
            Arrays.fill(scratch, (byte) 0);
            sha256.reset();
        }
    }
}
