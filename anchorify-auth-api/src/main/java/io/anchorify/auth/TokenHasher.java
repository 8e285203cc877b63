package io.anchorify.auth;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Checks and hashes presented tokens in its own scratch memory; for one thread at a time. */
final class TokenHasher {

    private final TokenFormat format;
    private final Sha256 sha256;
    private final CRC32 crc = new CRC32();
    private final byte[] scratch;
    private final HashKey key = new HashKey();

    TokenHasher(TokenFormat format, Sha256 sha256) {
        this.format = format;
        this.sha256 = sha256;
        this.scratch = new byte[format.length()];
    }

    /**
     * Hashes a presented token, a part of a text.
     *
     * @return the hash, which stands until the next call, or {@code null} if it is not of the token format
     */
    @Nullable
    HashKey hash(String text, int begin, int end) {
        try {
            if (!format.read(text, begin, end, scratch, crc)) {
                return null;
            }
            sha256.hash(scratch, scratch.length, key);
            return key;
        } finally {
            // No cleartext stays behind for a heap dump to show.
            Arrays.fill(scratch, (byte) 0);
        }
    }
}
