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

/** Issued tokens with their owners, and one well-formed token that no store knows. */
@State(Scope.Benchmark)
public class Tokens {

    /** Longer than a benchmark runs, so that no cache entry expires. */
    static final Duration CACHED_FOR = Duration.ofHours(1);

    static final String SCHEME = "Bearer ";

    /** Of the right length and alphabet, with a wrong checksum. */
    static final String MALFORMED = "jf_00000000000000000000000000000000";

    private static final int OWNERS = 1000;

    /** The number of issued tokens. */
    @Param("10000")
    public int count;

    private String[] headers = {};
    private String unknown = "";

    @SuppressWarnings("NullAway.Init") // Set before the first use.
    private TokenService service;

    /** Issues the tokens on a store in memory. */
    @Setup
    public void issue() {
        issue(TokenStore.inMemory());
    }

    void issue(TokenStore store) {
        service = TokenService.builder(store)
                .cachedTokens(cacheSize())
                .cachedFor(CACHED_FOR)
                .build();
        headers = new String[count];
        for (int i = 0; i < count; i++) {
            headers[i] = SCHEME + issueOne(service, owner(i));
        }
        try (TokenService other = TokenService.builder(TokenStore.inMemory()).build()) {
            unknown = issueOne(other, owner(0));
        }
    }

    private static String issueOne(TokenService service, String owner) {
        return service.issue(owner, null).secret().reveal();
    }

    /** Stops the service. */
    @TearDown
    public void close() {
        service.close();
    }

    /** The service that issued the tokens. */
    TokenService service() {
        return service;
    }

    /** The size of every contender's cache. Two thirds of it are used, so reads are recorded and nothing is evicted. */
    int cacheSize() {
        return Math.toIntExact(count * 3L / 2);
    }

    String header(int index) {
        return headers[index];
    }

    String owner(int index) {
        return "owner" + index % OWNERS;
    }

    String unknown() {
        return unknown;
    }

    /** Passes every token and its owner to a contender that fills its cache. */
    void forEach(BiConsumer<String, String> tokenAndOwner) {
        for (int i = 0; i < count; i++) {
            tokenAndOwner.accept(header(i).substring(SCHEME.length()), owner(i));
        }
    }
}
