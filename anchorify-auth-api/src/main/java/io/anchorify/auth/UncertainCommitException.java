package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/** The answer to a commit was lost, and it could not be found out whether the change was made. It may still be made. */
public class UncertainCommitException extends TokenStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * An uncertain commit with its cause.
     *
     * @param message what may have been done or not
     * @param cause what the store's driver said, or {@code null}
     */
    public UncertainCommitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
