package io.anchorify.benchmarks.stack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anchorify.auth.TokenHash;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The least that a filter can do which hashes and caches, and nothing else: pooled digests, a cache bounded by size alone,
 * a wrapper. It can stop after each of these steps and let the request through, so that what a step costs can be read
 * off as the difference to the one before.
 */
final class TunedFilter extends HttpFilter {

    /** How far the filter goes. */
    enum Depth {
        /** Being there. */
        NOTHING,
        /** Reading the header. */
        HEADER,
        /** Hashing what is in it. */
        HASH,
        /** Looking the hash up. */
        LOOKUP,
        /** Everything, with a request that knows its user. */
        WRAP
    }

    private static final long serialVersionUID = 1;
    private static final String SCHEME = "Bearer ";
    /** No text is known that hashes to this; comparing with it keeps the compiler from leaving the hash out. */
    private static final TokenHash IMPOSSIBLE = TokenHash.of(new byte[TokenHash.LENGTH]);

    private final Depth depth;
    private final transient DigestPool digests = new DigestPool();
    private final transient Cache<TokenHash, Principal> cache;
    private final transient Function<TokenHash, @Nullable Principal> database;

    TunedFilter(Depth depth, Function<TokenHash, @Nullable Principal> database, int cached) {
        this.depth = depth;
        this.database = database;
        this.cache = Caffeine.newBuilder()
                .maximumSize(cached)
                .executor(Runnable::run)
                .build();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest passed = depth == Depth.NOTHING ? request : header(request);
        if (passed == null) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            chain.doFilter(passed, response);
        }
    }

    private @Nullable HttpServletRequest header(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            return null;
        }
        return depth == Depth.HEADER ? request : hash(request, header);
    }

    private @Nullable HttpServletRequest hash(HttpServletRequest request, String header) {
        TokenHash hash = digests.hash(header, SCHEME.length());
        if (hash.equals(IMPOSSIBLE)) {
            return null;
        }
        return depth == Depth.HASH ? request : lookUp(request, hash);
    }

    private @Nullable HttpServletRequest lookUp(HttpServletRequest request, TokenHash hash) {
        Principal user = cache.getIfPresent(hash);
        if (user == null) {
            user = cache.get(hash, database);
        }
        if (user == null) {
            return null;
        }
        return depth == Depth.LOOKUP ? request : new UserRequest(request, user);
    }
}
