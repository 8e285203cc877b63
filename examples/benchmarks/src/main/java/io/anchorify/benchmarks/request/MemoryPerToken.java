package io.anchorify.benchmarks.request;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.info.GraphLayout;

/** Prints the bytes of heap that a cached token takes, in this library and in {@link HashedCache}. */
public final class MemoryPerToken {

    private static final int FIRST = 1_000;
    private static final int TOKENS = 50_000;
    private static final Duration LONG = Duration.ofDays(1);

    private MemoryPerToken() {}

    /** Measures both with the same rows: new objects for each token, as a database driver returns them. */
    public static void print() {
        // JOL reads the fields of records only with this.
        System.setProperty("jol.magicFieldOffset", "true");
        System.out.printf(Locale.ROOT, "this library: %.0f bytes a token%n", ofLibrary());
        System.out.printf(Locale.ROOT, "by hand:      %.0f bytes a token%n", ofHand());
    }

    static double ofLibrary() {
        try (TokenService tokens = TokenService.builder(generatingStore())
                .cachedTokens(2 * TOKENS)
                .cachedFor(LONG)
                .lastUsedInterval(LONG)
                .build()) {
            return bytesPerToken(tokens, secret -> {
                if (!(tokens.authenticate(secret) instanceof Authenticated)) {
                    throw new IllegalStateException("A good token was rejected");
                }
            });
        }
    }

    static double ofHand() {
        HashedCache<User> cache = new HashedCache<>(2 * TOKENS);
        AtomicInteger rows = new AtomicInteger();
        return bytesPerToken(cache, secret -> cache.put(secret, new User(row(rows.getAndIncrement()))));
    }

    /** Compares two sizes of one cache, so that everything but the entries cancels out. */
    private static double bytesPerToken(Object root, Consumer<String> add) {
        try (TokenService issuer = TokenService.builder(TokenStore.inMemory()).build()) {
            add(issuer, FIRST, add);
            long before = GraphLayout.parseInstance(root).totalSize();
            add(issuer, TOKENS, add);
            long after = GraphLayout.parseInstance(root).totalSize();
            return (double) (after - before) / TOKENS;
        }
    }

    private static void add(TokenService issuer, int count, Consumer<String> add) {
        for (int i = 0; i < count; i++) {
            add.accept(issuer.issue("owner", null).secret().reveal());
        }
    }

    /** A store that finds a new row for every hash, does nothing else, and keeps nothing. */
    private static TokenStore generatingStore() {
        AtomicInteger rows = new AtomicInteger();
        return (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(),
                new Class<?>[] {TokenStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "findByHash" ->
                        Optional.of(new StoredToken(row(rows.getAndIncrement()), (TokenHash) arguments[0]));
                    case "changeFeed" -> Optional.empty();
                    default -> null;
                });
    }

    private static Token row(int number) {
        return Token.builder(
                        String.format(Locale.ROOT, "%022d", number),
                        String.format(Locale.ROOT, "user-%08d", number),
                        Instant.ofEpochSecond(1_767_225_600L + number, number * 1000L))
                .label(new String("build server".toCharArray()))
                .build();
    }

    /** What a principal written by hand knows of its token. */
    private record User(
            String owner,
            String tokenId,
            @Nullable String label,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        User(Token token) {
            this(token.owner(), token.id(), token.label(), token.scopes(), token.createdAt(), token.expiresAt());
        }
    }
}
