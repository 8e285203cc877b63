package io.anchorify.benchmarks.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anchorify.auth.Authentication;
import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request with a cached token costs in the whole filter, beside the least that it could, and what it costs by hand.
 *
 * <p>All memory for new objects is fetched from the operating system before the first request, and used again and again. Else
 * whoever makes any is charged for fetching it: on a virtual machine a hundred nanoseconds for 48 bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx3g", "-Xmn512m", "-XX:+AlwaysPreTouch"})
public class FilterBenchmark {

    /** As long as a token and of its alphabet, with a checksum that is wrong. */
    private static final String MALFORMED = "jf_00000000000000000000000000000000";

    private static final String MALFORMED_HEADER = "Bearer " + MALFORMED;

    /** On the cache that others use too, bounded by size only, and put in order by whoever reads: by others it takes longer. */
    @State(Scope.Benchmark)
    public static class OnCaffeine extends Contender {

        @Override
        Filter build(Tokens tokens) {
            Cache<Floor.Key, Principal> cache = Caffeine.newBuilder()
                    .maximumSize(tokens.cacheSize())
                    .executor(Runnable::run)
                    .build();
            tokens.forEach((token, owner) -> cache.put(Floor.Key.of(token), new NamedPrincipal(owner)));
            return new Floor(cache::getIfPresent);
        }
    }

    /** On a map, which never forgets. */
    @State(Scope.Benchmark)
    public static class OnPlainMap extends Contender {

        @Override
        Filter build(Tokens tokens) {
            Map<Floor.Key, Principal> map = new ConcurrentHashMap<>(tokens.cacheSize());
            tokens.forEach((token, owner) -> map.put(Floor.Key.of(token), new NamedPrincipal(owner)));
            return new Floor(map::get);
        }
    }

    /** Sixty lines. */
    @State(Scope.Benchmark)
    public static class Handwritten extends Contender {

        @Override
        Filter build(Tokens tokens) {
            return new ByHand(tokens);
        }
    }

    /** This project. */
    @State(Scope.Benchmark)
    public static class Ours extends Contender {

        @Override
        Filter build(Tokens tokens) {
            tokens.forEach((token, owner) -> tokens.service().authenticate(token));
            return BearerTokenFilter.builder(tokens.service()).build();
        }
    }

    /** What the benchmark itself costs. */
    @Benchmark
    public void nothing(Tokens tokens, Client client) {
        client.destination.doFilter(client.request.with(client.next(tokens)), client.response);
    }

    /** Checksum, a digest out of a pool, one read of a cache, a principal on the request; nothing can be revoked. */
    @Benchmark
    public void floor(OnCaffeine contender, Tokens tokens, Client client) throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The same with a map in place of the cache: nothing with a million tokens can be faster. */
    @Benchmark
    public void floorPlainMap(OnPlainMap contender, Tokens tokens, Client client) throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** By an engineer who knows the field: no pool, and entries that expire, for nothing can be revoked. */
    @Benchmark
    public void byHand(Handwritten contender, Tokens tokens, Client client) throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The filter of this project. */
    @Benchmark
    public void filter(Ours contender, Tokens tokens, Client client) throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The decision alone on what only looks like a token. */
    @Benchmark
    public Authentication malformed(Ours contender, Tokens tokens) {
        return tokens.service().authenticate(MALFORMED);
    }

    /** The same in the whole filter, which also writes its answer, to a response that forgets it. */
    @Benchmark
    public void malformedThroughFilter(Ours contender, Client client) throws IOException, ServletException {
        contender.send(client, MALFORMED_HEADER);
    }
}
