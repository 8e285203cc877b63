package io.anchorify.examples.jetty.transfer;

/** A line of an import cannot be taken; nothing was changed. The message names the line by its number. */
public final class BadLineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadLineException(long line, String sentence) {
        super("Line " + line + ": " + sentence);
    }
}
