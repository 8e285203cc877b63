package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The least that a request with a cached token can cost, tuned by hand: checksum, a digest out of a pool, one read of a
 * cache, a principal on the request. It knows neither a second spelling of the header nor a revocation nor an expiry.
 */
final class Floor implements Filter {

    private static final int LENGTH = 35;
    private static final int CHECKSUM_AT = 29;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int[] VALUES = values();

    private final Function<Key, @Nullable Principal> cache;
    private final AtomicReferenceArray<@Nullable Work> pool = new AtomicReferenceArray<>(64 * 16);

    Floor(Function<Key, @Nullable Principal> cache) {
        this.cache = cache;
    }

    /** The whole hash. */
    record Key(long a, long b, long c, long d) {

        static Key of(String token) {
            Key key = new Work().key(token, 0);
            if (key == null) {
                throw new IllegalArgumentException("Not a token");
            }
            return key;
        }

        /** Any part of a hash is one. */
        @Override
        public int hashCode() {
            return Long.hashCode(a);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LightRequest light = (LightRequest) request;
        Principal principal = authenticate(light.getHeader("Authorization"));
        if (principal == null) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        light.principal = principal;
        chain.doFilter(light, response);
    }

    private @Nullable Principal authenticate(@Nullable String header) {
        if (header == null || header.length() != 7 + LENGTH || !header.startsWith("Bearer ")) {
            return null;
        }
        int slot = slotOfThread();
        Work pooled = pool.getAndSet(slot, null);
        Work work = pooled == null ? new Work() : pooled;
        Key key = work.key(header, 7);
        pool.setRelease(slot, work);
        return key == null ? null : cache.apply(key);
    }

    /** Sixteen references apart, so that no two threads write to the same cache line. */
    @SuppressWarnings("deprecation") // Its successor is of a later release than the oldest one here.
    private static int slotOfThread() {
        return ((int) Thread.currentThread().getId() & 63) * 16;
    }

    private static int[] values() {
        int[] values = new int[128];
        for (int i = 0; i < DIGITS.length(); i++) {
            values[DIGITS.charAt(i)] = i;
        }
        return values;
    }

    private static final class Work {

        private final MessageDigest sha256;
        private final CRC32 crc = new CRC32();
        private final byte[] bytes = new byte[LENGTH];
        private final byte[] hash = new byte[32];

        Work() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("deprecation") // It is the fastest copy, and the text is ASCII.
        @Nullable
        Key key(String text, int begin) {
            text.getBytes(begin, begin + LENGTH, bytes, 0);
            crc.reset();
            crc.update(bytes, 0, CHECKSUM_AT);
            if (checksum() != crc.getValue()) {
                return null;
            }
            sha256.update(bytes, 0, LENGTH);
            try {
                sha256.digest(hash, 0, hash.length);
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
            return new Key(part(0), part(8), part(16), part(24));
        }

        private long checksum() {
            long checksum = 0;
            for (int i = CHECKSUM_AT; i < LENGTH; i++) {
                checksum = checksum * 62 + VALUES[bytes[i] & 127];
            }
            return checksum;
        }

        private long part(int at) {
            return (long) LONGS.get(hash, at);
        }
    }
}
