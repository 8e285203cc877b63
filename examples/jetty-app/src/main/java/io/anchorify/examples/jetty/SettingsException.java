package io.anchorify.examples.jetty;

/** An invalid setting. The message names the variable and what it accepts. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
