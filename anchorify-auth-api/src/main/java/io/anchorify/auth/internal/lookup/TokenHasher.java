package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.TokenHash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Checks the format of presented tokens and hashes them, in scratch memory of its own. For one thread at a time. */
public final class TokenHasher {

    private final TokenCodec[] formats;
    private final MessageDigest sha256;
    private final CRC32 crc = new CRC32();
    private final byte[] scratch;
    private final byte[] digest = new byte[TokenHash.LENGTH];

    TokenHasher(List<TokenCodec> formats, MessageDigest sha256) {
        this.formats = formats.toArray(TokenCodec[]::new);
        this.sha256 = sha256;
        this.scratch =
                new byte[formats.stream().mapToInt(TokenCodec::longest).max().orElseThrow()];
    }

    /** A hasher of tokens that have one of these formats. */
    public static TokenHasher of(List<TokenCodec> formats) {
        try {
            return new TokenHasher(formats, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256, which every Java platform must have", e);
        }
    }

    /** The SHA-256 of a presented token, or {@code null} if it has none of the formats. */
    public @Nullable TokenHash hash(String presented) {
        try {
            if (!decode(presented)) {
                return null;
            }
            sha256.update(scratch, 0, presented.length());
            sha256.digest(digest, 0, digest.length);
            return TokenHash.of(digest);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 returned more than 32 bytes", e);
        } finally {
            // Leave no cleartext for a heap dump. The digest keeps its last block, often the whole token, until it is
            // reset.
            Arrays.fill(scratch, (byte) 0);
            sha256.reset();
        }
    }

    private boolean decode(String presented) {
        for (TokenCodec format : formats) {
            if (format.decode(presented, scratch, crc)) {
                return true;
            }
        }
        return false;
    }
}
