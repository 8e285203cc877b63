package io.anchorify.benchmarks.request;

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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same requests with the same tokens as in {@link FilterBenchmark}, in other libraries: each by default, and tuned. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx3g", "-Xmn512m", "-XX:+AlwaysPreTouch"})
public class PeersBenchmark {

    /** With everything that is on by default. */
    @State(Scope.Benchmark)
    public static class SpringByDefault extends Contender {

        @Override
        Filter build(Tokens tokens) {
            return SpringPeer.byDefault(tokens);
        }
    }

    /** With what is needed. */
    @State(Scope.Benchmark)
    public static class SpringTrimmed extends Contender {

        @Override
        Filter build(Tokens tokens) throws Exception {
            return SpringPeer.trimmed(tokens);
        }
    }

    /** With its own cache. */
    @State(Scope.Benchmark)
    public static class ShiroByDefault extends Contender {

        @Override
        Filter build(Tokens tokens) {
            return ShiroPeer.byDefault(tokens);
        }
    }

    /** With what is needed, and a faster cache. */
    @State(Scope.Benchmark)
    public static class ShiroTuned extends Contender {

        @Override
        Filter build(Tokens tokens) {
            return ShiroPeer.tuned(tokens);
        }
    }

    /** With its own cache. */
    @State(Scope.Benchmark)
    public static class Pac4jByDefault extends Contender {

        @Override
        Filter build(Tokens tokens) {
            return Pac4jPeer.byDefault(tokens);
        }
    }

    /** With what is needed, and a faster cache. */
    @State(Scope.Benchmark)
    public static class Pac4jTuned extends Contender {

        @Override
        Filter build(Tokens tokens) {
            return Pac4jPeer.tuned(tokens);
        }
    }

    /** Spring Security, opaque tokens, cached introspection. */
    @Benchmark
    public void springDefault(SpringByDefault contender, Tokens tokens, Client client)
            throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The same without all that such a request does not need. */
    @Benchmark
    public void springTrimmed(SpringTrimmed contender, Tokens tokens, Client client)
            throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** Apache Shiro, no session. */
    @Benchmark
    public void shiroDefault(ShiroByDefault contender, Tokens tokens, Client client)
            throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The same without all that such a request does not need. */
    @Benchmark
    public void shiroTuned(ShiroTuned contender, Tokens tokens, Client client) throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The header client of pac4j. */
    @Benchmark
    public void pac4jDefault(Pac4jByDefault contender, Tokens tokens, Client client)
            throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** The same without all that such a request does not need. */
    @Benchmark
    public void pac4jTuned(Pac4jTuned contender, Tokens tokens, Client client) throws IOException, ServletException {
        contender.send(client, tokens);
    }

    /** Dropwizard, with the request object that it needs. */
    @Benchmark
    public void dropwizard(DropwizardPeer contender, Tokens tokens, Client client) throws IOException {
        contender.send(client.next(tokens), client);
    }

    /** What Dropwizard's request object costs alone. */
    @Benchmark
    public void dropwizardNothing(Tokens tokens, Client client) {
        client.destination.arrive(DropwizardPeer.request(client.next(tokens)), null);
    }
}
