package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

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
    ServerProcess warm(Contender contender, String... serverOptions) throws IOException {
        System.err.printf(Locale.ROOT, "starting %s%n", contender.title());
        ServerProcess server = ServerProcess.start(contender, workload, serverOptions);
        try {
            check(contender, server);
            load(contender, server, Math.max(options.warmUpSeconds(), contender.warmUpSeconds()));
            awaitCompiled(contender, server);
            // What is compiled counts on what it has seen for long, and is thrown away when a request is refused again.
            check(contender, server);
            awaitCompiled(contender, server);
            if (options.pinned()) {
                server.pin();
                load(contender, server, SETTLING_SECONDS);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void awaitCompiled(Contender contender, ServerProcess server) {
        for (int round = 0; round < ROUNDS; round++) {
            ThreadTimes before = server.threadTimes();
            load(contender, server, SETTLING_SECONDS);
            if (server.threadTimes().since(before).ofCompilers() < COMPILING_NANOS) {
                return;
            }
        }
        throw new StackException(contender.title() + " still compiled after " + ROUNDS * SETTLING_SECONDS + " s");
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
        answers.check(contender, server.url());
    }

    private WrkResult load(Contender contender, ServerProcess server, int seconds) {
        return wrk.run(server.url(), seconds).requireClean(contender.title());
    }

    /** What a server answers on another path. */
    String get(URI url) {
        return answers.get(url);
    }
}
