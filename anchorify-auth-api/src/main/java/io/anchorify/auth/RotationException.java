package io.anchorify.auth;

/** A token was not rotated. Nothing was changed. The message can be shown to a user. */
public class RotationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a token was not rotated. */
    public enum Reason {
        /** The owner has no such token. A token of another owner is reported the same way. */
        NOT_FOUND,
        /** The token is no longer active. */
        ENDED,
        /** The token was rotated before, or concurrently by another call. */
        ALREADY_ROTATED
    }

    /** Why the token was not rotated. */
    private final Reason reason;

    RotationException(Reason reason) {
        super(
                switch (reason) {
                    case NOT_FOUND -> "There is no such token";
                    case ENDED -> "The token is no longer active. Create a new one";
                    case ALREADY_ROTATED -> "The token was already rotated. Rotate its successor";
                });
        this.reason = reason;
    }

    /** {@return why the token was not rotated} */
    public Reason reason() {
        return reason;
    }
}
