package io.anchorify.auth;

import io.anchorify.auth.spi.TokenStore;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
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

/** What the pieces of a request take, each alone, with everything it needs in the processor's nearest caches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class PiecesBenchmark {

    private final TokenFormat format = TokenFormat.standard();
    private final Sha256 sha256 = new Sha256();
    private final HasherPool hashers = new HasherPool(() -> new TokenHasher(format, new Sha256()));
    private final CRC32 crc = new CRC32();
    private final byte[] scratch = new byte[format.length()];
    private final HashKey key = new HashKey();
    private final Term term = new Term(System::nanoTime);
    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final String token = tokens.issue("ada", null).secret().reveal();

    /** Begins a term that outlasts the benchmark, and fills in what is hashed. */
    @Setup
    public void begin() {
        term.begin(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        if (!read()) {
            throw new IllegalStateException("Not of the token format");
        }
    }

    /** Ends the service. */
    @TearDown
    public void end() {
        tokens.close();
    }

    /** Takes a hasher out of the pool and gives it back. */
    @Benchmark
    public void hasher() {
        hashers.giveBack(hashers.take());
    }

    /** Tells whether the text is of the token format, its checksum among the rest. */
    @Benchmark
    public boolean read() {
        return format.read(token, 0, token.length(), scratch, crc);
    }

    /** Hashes it. */
    @Benchmark
    public HashKey hash() {
        sha256.hash(scratch, scratch.length, key);
        return key;
    }

    /** Reads the clock, once for all that a request needs to know of it. */
    @Benchmark
    public long clock() {
        return System.nanoTime();
    }

    /** The same with a look whether the node's term has run out. */
    @Benchmark
    public long clockAndTerm() {
        long now = System.nanoTime();
        return term.isValidAt(now) ? now : 0;
    }

    /** All of it, and the verdict out of the cache. */
    @Benchmark
    public Authentication request() {
        return tokens.authenticate(token);
    }
}
