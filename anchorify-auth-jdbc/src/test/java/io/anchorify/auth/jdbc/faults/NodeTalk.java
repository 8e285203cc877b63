package io.anchorify.auth.jdbc.faults;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/** What a node says to the coordinator, a line each. */
final class NodeTalk {

    static final String READY = "ready";
    static final String DONE = "done";
    static final String REVOKED = "revoked";
    static final String FAILED = "failed";
    static final String COMPLAINT = "complaint";

    /** Each with its stack, so that one that comes with every request does not fill the disk. */
    private static final int MOST_COMPLAINTS = 20;

    private final PrintStream out;
    private final AtomicInteger complaints = new AtomicInteger();

    NodeTalk(PrintStream out) {
        this.out = out;
    }

    synchronized void say(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(line);
        out.flush();
    }

    /** Of something that no fault excuses. */
    void complain(Throwable e) {
        if (complaints.incrementAndGet() <= MOST_COMPLAINTS) {
            e.printStackTrace();
            say(COMPLAINT, e.toString().replace('\n', ' '));
        }
    }
}
