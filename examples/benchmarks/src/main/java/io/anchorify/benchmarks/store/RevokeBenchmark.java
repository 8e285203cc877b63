package io.anchorify.benchmarks.store;

import io.anchorify.auth.Revocation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@code revoke()} until all nodes have acknowledged it. The nodes run in one JVM, each with a pool of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RevokeBenchmark {

    private static final String OWNER = "owner";

    /** Which database. */
    @Param
    public Database database = Database.H2;

    /** How many nodes. */
    @Param({"1", "3"})
    public int nodes = 1;

    private List<TokenService> services = List.of();

    @SuppressWarnings("NullAway.Init") // Set before each revocation.
    private Token token;

    /** Starts the nodes. */
    @Setup
    public void start() {
        services = IntStream.range(0, nodes)
                .mapToObj(node -> TokenService.builder(database.connect()).build())
                .toList();
    }

    /** Issues the next token and presents it to every node, so that all of them have it in their caches. */
    @Setup(Level.Invocation)
    public void issue() {
        var issued = services.get(0).issue(OWNER, null);
        token = issued.token();
        services.forEach(node -> node.authenticate(issued.secret().reveal()));
    }

    /** Stops the nodes. */
    @TearDown
    public void stop() {
        services.forEach(TokenService::close);
    }

    /** Revokes a token that every node has cached. */
    @Benchmark
    public Revocation revoke() {
        Revocation revocation = services.get(0).revoke(OWNER, token.id());
        if (revocation.outcome() != Revocation.Outcome.REVOKED) {
            throw new IllegalStateException("The token was not revoked: " + revocation.outcome());
        }
        return revocation;
    }
}
