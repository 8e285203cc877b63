package io.anchorify.examples.jetty.documents;

/** A database operation on documents failed. */
public final class DocumentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DocumentStoreException(Throwable cause) {
        super("Document store operation failed", cause);
    }
}
