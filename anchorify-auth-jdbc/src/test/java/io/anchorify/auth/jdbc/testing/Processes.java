package io.anchorify.auth.jdbc.testing;

import java.util.concurrent.TimeUnit;

/** Ends processes that a test started. */
final class Processes {

    private Processes() {}

    static void kill(long pid) {
        ProcessHandle process =
                ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("There is no process " + pid));
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
