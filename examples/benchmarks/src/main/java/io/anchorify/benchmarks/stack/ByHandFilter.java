package io.anchorify.benchmarks.stack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anchorify.auth.spi.TokenHash;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one writes in an afternoon instead of taking a library: a digest as the JDK's documentation shows it, a cache whose
 * entries end by themselves, and a wrapper. What is revoked is accepted for as long as it is cached.
 */
final class ByHandFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String SCHEME = "Bearer ";

    private final transient Cache<TokenHash, String> cache;
    private final transient Function<TokenHash, @Nullable String> database;

    ByHandFilter(Function<TokenHash, @Nullable String> database, int cached) {
        this.database = database;
        this.cache = Caffeine.newBuilder()
                .maximumSize(cached)
                .expireAfterWrite(Duration.ofMinutes(5))
                .build();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String user = userOf(request.getHeader("Authorization"));
        if (user == null) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        chain.doFilter(new UserRequest(request, user), response);
    }

    private @Nullable String userOf(@Nullable String header) {
        return header == null || !header.startsWith(SCHEME)
                ? null
                : cache.get(hash(header.substring(SCHEME.length())), database);
    }

    private static TokenHash hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return TokenHash.of(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
