package io.anchorify.benchmarks.stack;

import org.jspecify.annotations.Nullable;

/** Why there is no measurement: what is missing or wrong, and what to do about it. */
final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StackException(String message) {
        this(message, null);
    }

    StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
