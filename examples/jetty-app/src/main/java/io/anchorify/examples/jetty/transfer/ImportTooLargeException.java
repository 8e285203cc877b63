package io.anchorify.examples.jetty.transfer;

/** An import has more bytes than allowed; nothing was changed. */
public final class ImportTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImportTooLargeException(long maxBytes) {
        super("An import must have at most " + maxBytes + " bytes.");
    }
}
