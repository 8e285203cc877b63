package io.anchorify.examples.jetty.transfer;

/** A line of an import is invalid; nothing was changed. The message starts with the line number. */
public final class BadLineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadLineException(long line, String sentence) {
        super("Line " + line + ": " + sentence);
    }
}
