package io.anchorify.benchmarks.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The hand-tuned baseline: checksum, pooled digest, one read of a Caffeine cache bounded by size, a request with a
 * principal. It knows no expiry, no revocation and one spelling of the header, so it reads no clock.
 */
final class Floor implements Filter {

    private static final int LENGTH = 35;
    private static final int CHECKSUM_AT = 29;
    private static final int SLOTS = 64;
    /** Keeps the slots of two threads on different cache lines. */
    private static final int SLOT_DISTANCE = 16;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Cache<Key, Principal> cache;
    private final AtomicReferenceArray<@Nullable Hasher> pool = new AtomicReferenceArray<>(SLOTS * SLOT_DISTANCE);

    Floor(Tokens tokens) {
        cache = Caffeine.newBuilder()
                .maximumSize(tokens.cacheSize())
                .executor(Runnable::run)
                .build();
        tokens.forEach((token, owner) -> {
            Key key = new Hasher().hash(token, 0);
            if (key != null) {
                cache.put(key, new NamedPrincipal(owner));
            }
        });
    }

    private record Key(long a, long b, long c, long d) {

        /** Every part of a hash is evenly distributed. */
        @Override
        public int hashCode() {
            return Long.hashCode(a);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Principal principal = authenticate(http.getHeader("Authorization"));
        if (principal == null) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        chain.doFilter(new AuthenticatedRequest(http, principal), response);
    }

    private @Nullable Principal authenticate(@Nullable String header) {
        if (header == null || header.length() != Tokens.SCHEME.length() + LENGTH || !header.startsWith(Tokens.SCHEME)) {
            return null;
        }
        int slot = (int) (Thread.currentThread().getId() % SLOTS) * SLOT_DISTANCE;
        Hasher pooled = pool.getAndSet(slot, null);
        Hasher hasher = pooled == null ? new Hasher() : pooled;
        Key key = hasher.hash(header, Tokens.SCHEME.length());
        pool.setRelease(slot, hasher);
        return key == null ? null : cache.getIfPresent(key);
    }

    private static final class Hasher {

        private static final byte[] VALUES = new byte[128];

        static {
            for (byte i = 0; i < DIGITS.length(); i++) {
                VALUES[DIGITS.charAt(i)] = i;
            }
        }

        private final MessageDigest sha256;
        private final CRC32 crc = new CRC32();
        private final byte[] bytes = new byte[LENGTH];
        private final ByteBuffer hash = ByteBuffer.allocate(32);

        Hasher() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("deprecation") // The fastest copy, and correct for ASCII.
        @Nullable
        Key hash(String text, int begin) {
            text.getBytes(begin, begin + LENGTH, bytes, 0);
            crc.reset();
            crc.update(bytes, 0, CHECKSUM_AT);
            if (checksum() != crc.getValue()) {
                return null;
            }
            sha256.update(bytes, 0, LENGTH);
            try {
                sha256.digest(hash.array(), 0, hash.capacity());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return new Key(hash.getLong(0), hash.getLong(8), hash.getLong(16), hash.getLong(24));
        }

        private long checksum() {
            long checksum = 0;
            for (int i = CHECKSUM_AT; i < LENGTH; i++) {
                checksum = checksum * DIGITS.length() + VALUES[bytes[i] & 127];
            }
            return checksum;
        }
    }
}
