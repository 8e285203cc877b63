package io.anchorify.benchmarks.memory;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** What a row with a hash holds: an owner like {@code user-k3f9a0zq}, a label, an id as long as the library's. */
final class GeneratedRow {

    private static final int RADIX = 36;
    private static final int ID_LENGTH = 22;
    private static final int OWNER_BITS = 41;
    private static final byte[] LABEL = "build server".getBytes(StandardCharsets.US_ASCII);
    private static final long CREATED = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final int YEAR = 365 * 24 * 3600;

    private final byte[] hash;
    private final ByteBuffer bits;

    GeneratedRow(TokenHash hash) {
        this.hash = hash.bytes();
        this.bits = ByteBuffer.wrap(this.hash);
    }

    StoredToken read() {
        Token token = new Token(id(), owner(), label(), Set.of(), createdAt(), null, null, null);
        return new StoredToken(token, TokenHash.of(hash));
    }

    private String id() {
        String digits = Long.toUnsignedString(bits.getLong(0), RADIX) + Long.toUnsignedString(bits.getLong(8), RADIX);
        return (digits + "0".repeat(ID_LENGTH)).substring(0, ID_LENGTH);
    }

    private String owner() {
        return "user-" + Long.toString(bits.getLong(16) >>> (Long.SIZE - OWNER_BITS), RADIX);
    }

    /** A driver makes a new text for every row, also if they are all alike. */
    private static String label() {
        return new String(LABEL, StandardCharsets.US_ASCII);
    }

    private Instant createdAt() {
        int micros = (bits.getInt(24) >>> 1) % 1_000_000;
        return Instant.ofEpochSecond(CREATED + (bits.getInt(28) >>> 1) % YEAR, micros * 1000L);
    }
}
