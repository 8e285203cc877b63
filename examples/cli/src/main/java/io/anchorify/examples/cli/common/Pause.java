package io.anchorify.examples.cli.common;

import java.time.Duration;

/** Waits, or in a test only says that it would. */
@FunctionalInterface
public interface Pause {

    void of(Duration time);

    /** Waits for real. */
    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.REFUSED, "The command was interrupted while it waited: run it again.");
        }
    }
}
