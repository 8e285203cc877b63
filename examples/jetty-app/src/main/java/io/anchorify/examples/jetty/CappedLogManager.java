package io.anchorify.examples.jetty;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Lets only the loggers of Anchorify log below {@code INFO}, whatever is configured. There, Jetty logs the bytes of requests
 * with their tokens, cookies and passwords, and database drivers log the parameters of statements.
 */
public final class CappedLogManager extends LogManager {

    private static final String OWN = "io.anchorify.";

    /** Called for each logger, after its configured level was set. */
    @Override
    public boolean addLogger(Logger logger) {
        boolean added = super.addLogger(logger);
        if (added && !isExempt(logger.getName()) && logger.isLoggable(Level.CONFIG)) {
            logger.setLevel(Level.INFO);
        }
        return added;
    }

    /** The root logger only passes its level on. */
    private static boolean isExempt(String name) {
        return name.isEmpty() || name.startsWith(OWN);
    }
}
