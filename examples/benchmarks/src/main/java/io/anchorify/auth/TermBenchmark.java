package io.anchorify.auth;

import io.anchorify.auth.spi.TokenStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it adds to a request that a node looks whether its term has run out, and to put beside it, the whole request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class TermBenchmark {

    private final Term term = new Term(System::nanoTime);
    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final String token = tokens.issue("ada", null).secret().reveal();

    /** Begins a term that outlasts the benchmark. */
    @Setup
    public void begin() {
        term.begin(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
    }

    /** Ends the service. */
    @TearDown
    public void end() {
        tokens.close();
    }

    /** The clock, which a request reads anyway. */
    @Benchmark
    public long clock() {
        return System.nanoTime();
    }

    /** The same with a look at the term. */
    @Benchmark
    public long clockAndTerm() {
        long now = System.nanoTime();
        return term.isValidAt(now) ? now : 0;
    }

    /** A request whose token is cached. */
    @Benchmark
    public Authentication request() {
        return tokens.authenticate(token);
    }
}
