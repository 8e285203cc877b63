package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/** The answer to a commit was lost, and whether the change was made could not be determined. It may still take place. */
public class UncertainCommitException extends TokenStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * An uncertain commit with its cause.
     *
     * @param message what may or may not have been done
     * @param cause the exception of the store's driver, or {@code null}
     */
    public UncertainCommitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
