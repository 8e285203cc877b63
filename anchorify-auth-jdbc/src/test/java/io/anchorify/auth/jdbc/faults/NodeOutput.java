package io.anchorify.auth.jdbc.faults;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes the messages of a node to its controller, one per line. */
final class NodeOutput {

    static final String READY = "ready";
    static final String DONE = "done";
    static final String REVOKED = "revoked";
    static final String FAILED = "failed";
    static final String PROBLEM = "problem";

    /** Limited because each is logged with its stack trace. */
    private static final int MAX_PROBLEMS = 20;

    private final PrintStream out;
    private final AtomicInteger problems = new AtomicInteger();

    NodeOutput(PrintStream out) {
        this.out = out;
    }

    synchronized void send(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(line);
        out.flush();
    }

    /** Reports what no fault explains. */
    void reportProblem(Throwable e) {
        if (problems.incrementAndGet() <= MAX_PROBLEMS) {
            e.printStackTrace();
            send(PROBLEM, e.toString().replace('\n', ' '));
        }
    }
}
