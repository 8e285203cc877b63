package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Starts servers that are right and warm, and puts them under load. */
final class Servers {

    /** How long a warm server gets to settle, on its processor if it is pinned. */
    private static final int SETTLING_SECONDS = 3;

    /** A server that compiles for longer than this while it settles is not warm yet. */
    private static final long COMPILING_NANOS = 150_000_000;

    private static final int ROUNDS = 40;

    private final StackOptions options;
    private final Workload workload;
    private final Wrk wrk;
    private final Answers answers;

    Servers(StackOptions options, Workload workload) {
        this.options = options;
        this.workload = workload;
        this.wrk = new Wrk(workload, options.pinned());
        this.answers = new Answers(workload);
    }

    /**
     * Starts a server and lets it warm up until its JVM has hardly anything left to compile: on two processors that are
     * busy, compiling takes far longer than one would think, and takes part of what is measured. A server that is to be
     * pinned has both processors until then.
     *
     * @param serverOptions for {@link StackServer}
     */
    ServerProcess warm(List<Contender> contenders, String... serverOptions) throws IOException {
        System.err.printf(Locale.ROOT, "starting %s%n", titlesOf(contenders));
        ServerProcess server = ServerProcess.start(contenders, workload, serverOptions);
        try {
            for (Contender contender : contenders) {
                check(contender, server);
                load(contender, server, Math.max(options.warmUpSeconds(), contender.warmUpSeconds()));
            }
            awaitCompiled(contenders, server);
            // What is compiled counts on what it has seen for long, and is thrown away when a request is refused again.
            contenders.forEach(contender -> check(contender, server));
            awaitCompiled(contenders, server);
            if (options.pinned()) {
                server.pin();
                contenders.forEach(contender -> load(contender, server, SETTLING_SECONDS));
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void awaitCompiled(List<Contender> contenders, ServerProcess server) {
        for (int round = 0; round < ROUNDS; round++) {
            ThreadTimes before = server.threadTimes();
            contenders.forEach(contender -> load(contender, server, SETTLING_SECONDS));
            if (server.threadTimes().since(before).ofCompilers() < COMPILING_NANOS * contenders.size()) {
                return;
            }
        }
        throw new StackException(titlesOf(contenders) + " still compiled after " + ROUNDS + " rounds of load");
    }

    /** The load that is measured, for one turn. */
    WrkResult load(Contender contender, ServerProcess server) {
        return load(contender, server, options.seconds());
    }

    /** The load of all turns at once, for who looks at one server only. */
    WrkResult loadForAllTurns(Contender contender, ServerProcess server) {
        return load(contender, server, options.turns() * options.seconds());
    }

    /** Sees to it that a server is still right. */
    void check(Contender contender, ServerProcess server) {
        answers.check(contender, server.url(contender));
    }

    private WrkResult load(Contender contender, ServerProcess server, int seconds) {
        return wrk.run(server.url(contender), seconds).requireClean(contender.title());
    }

    /** What the stopwatch of a server that is timed came to since this was last asked for. */
    String times(Contender contender, ServerProcess server) {
        return answers.get(Stopwatch.urlOf(server.url(contender)));
    }

    private static String titlesOf(List<Contender> contenders) {
        return contenders.stream().map(Contender::title).collect(Collectors.joining(" and "));
    }
}
