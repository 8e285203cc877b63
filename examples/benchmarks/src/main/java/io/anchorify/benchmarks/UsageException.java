package io.anchorify.benchmarks;

/** Somebody asked for what there is not. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Says what was wrong.
     *
     * @param message for whoever typed it
     */
    public UsageException(String message) {
        super(message);
    }
}
