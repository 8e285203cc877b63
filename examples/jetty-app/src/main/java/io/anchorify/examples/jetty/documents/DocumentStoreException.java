package io.anchorify.examples.jetty.documents;

/** The database did not do what it was asked. */
public final class DocumentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DocumentStoreException(Throwable cause) {
        super("The document store did not answer", cause);
    }
}
