package io.anchorify.examples.cli.common;

import java.time.Duration;

/** Waits; tests record the time instead. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration time);

    /** Blocks the thread. */
    static Sleeper system() {
        return time -> {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(ExitCode.REFUSED, "Interrupted while waiting. Run the command again.");
            }
        };
    }
}
