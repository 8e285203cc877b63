package io.anchorify.benchmarks.support;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What is logged while something is measured. */
public final class Logging {

    private Logging() {}

    /** Warnings alone, so that tables stand by themselves. */
    public static void warningsOnly() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
