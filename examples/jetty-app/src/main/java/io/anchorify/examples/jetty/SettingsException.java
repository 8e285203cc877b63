package io.anchorify.examples.jetty;

/** A setting that cannot be used. The message names it and says what it accepts. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
