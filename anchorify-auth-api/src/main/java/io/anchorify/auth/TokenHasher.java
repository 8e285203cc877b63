package io.anchorify.auth;

import io.anchorify.auth.spi.TokenHash;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Checks and hashes presented tokens in its own scratch memory; for one thread at a time. */
final class TokenHasher {

    private final TokenFormat format;
    private final Sha256 sha256;
    private final CRC32 crc = new CRC32();
    private final byte[] scratch;

    TokenHasher(TokenFormat format, Sha256 sha256) {
        this.format = format;
        this.sha256 = sha256;
        this.scratch = new byte[format.length()];
    }

    /** The hash of a presented token, or {@code null} if it is not of the token format. */
    @Nullable
    TokenHash hash(String presented) {
        try {
            return format.read(presented, scratch, crc) ? sha256.hash(scratch, scratch.length) : null;
        } finally {
            // No cleartext stays behind for a heap dump to show.
            Arrays.fill(scratch, (byte) 0);
        }
    }
}
