package io.anchorify.benchmarks.request;

import io.anchorify.auth.Authentication;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request with a cached token, through the whole filter of each contender.
 *
 * <p>The heap is touched before the first request; otherwise a contender that allocates pays for page faults.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+AlwaysPreTouch"})
public class RequestBenchmark {

    /** A contender's filter that has passed the {@link AdmissionCheck}. */
    @State(Scope.Benchmark)
    public static class Guard {

        /** Whose filter is measured. */
        @Param
        public Contender contender = Contender.FLOOR;

        @SuppressWarnings("NullAway.Init") // Set before the first use.
        Filter filter;

        /**
         * Sets the filter up, then compacts the heap, as the collector of a running server does sooner or later.
         *
         * @param tokens the good tokens
         * @throws Exception if the filter cannot be set up
         */
        @Setup
        public void prepare(Tokens tokens) throws Exception {
            filter = contender.filter(tokens);
            AdmissionCheck.require(filter, tokens);
            System.gc();
        }
    }

    /** A good token, found in the cache. */
    @Benchmark
    public void cached(Guard guard, Tokens tokens, Client client) throws IOException, ServletException {
        client.send(guard.filter, tokens);
    }

    /** The library's decision on a token with a wrong checksum. */
    @Benchmark
    public Authentication malformed(Tokens tokens) {
        return tokens.service().authenticate(Tokens.MALFORMED);
    }

    /** The library's decision on a well-formed token that it has looked up before and not found. */
    @Benchmark
    public Authentication unknown(Tokens tokens) {
        return tokens.service().authenticate(tokens.unknown());
    }
}
