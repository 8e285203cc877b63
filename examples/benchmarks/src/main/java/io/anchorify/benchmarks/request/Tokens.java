package io.anchorify.benchmarks.request;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The good tokens, and one that is as well formed as they are and good for nothing. */
@State(Scope.Benchmark)
public class Tokens {

    /** Longer than a benchmark runs: what is measured is a token that is cached. */
    static final Duration CACHED_FOR = Duration.ofHours(1);

    private static final String SCHEME = "Bearer ";
    private static final int OWNERS = 1000;

    /** How many there are. */
    @Param({"10000", "1000000"})
    public int count;

    private final String[] owners = new String[OWNERS];
    private String[] headers = {};
    private String wrongHeader = "";

    @SuppressWarnings("NullAway.Init") // Before everything else that is measured.
    private TokenService service;

    /** Issues them. */
    @Setup
    public void issue() {
        service = TokenService.builder(TokenStore.inMemory())
                .cachedTokens(cacheSize())
                .cachedFor(CACHED_FOR)
                .build();
        for (int i = 0; i < OWNERS; i++) {
            owners[i] = "owner" + i;
        }
        headers = new String[count];
        for (int i = 0; i < count; i++) {
            headers[i] = issue(service, owner(i));
        }
        try (TokenService other = TokenService.builder(TokenStore.inMemory()).build()) {
            wrongHeader = issue(other, owner(0));
        }
    }

    /** Ends the service. */
    @TearDown
    public void close() {
        service.close();
    }

    /** How many a cache is to hold: two thirds of it are in use, so that it notes what is read and drops nothing. */
    int cacheSize() {
        return Math.toIntExact(count * 3L / 2);
    }

    /** The service that has issued them. Its cache is empty until it is asked for them. */
    TokenService service() {
        return service;
    }

    String header(int index) {
        return headers[index];
    }

    String owner(int index) {
        return owners[index % OWNERS];
    }

    String wrongHeader() {
        return wrongHeader;
    }

    /** Hands out each token with its owner, the way a cache is filled. */
    void forEach(BiConsumer<String, String> tokenAndOwner) {
        for (int i = 0; i < count; i++) {
            tokenAndOwner.accept(header(i).substring(SCHEME.length()), owner(i));
        }
    }

    private static String issue(TokenService service, String owner) {
        return SCHEME + service.issue(owner, null).secret().reveal();
    }
}
