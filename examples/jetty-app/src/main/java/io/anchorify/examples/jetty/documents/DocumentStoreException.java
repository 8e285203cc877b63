package io.anchorify.examples.jetty.documents;

/** A database operation on documents failed. */
public final class DocumentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DocumentStoreException(Throwable cause) {
        this("Document store operation failed", cause);
    }

    DocumentStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
