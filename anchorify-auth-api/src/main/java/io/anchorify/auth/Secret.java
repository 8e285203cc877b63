package io.anchorify.auth;

/**
 * The cleartext of a token that was just issued, or of a device code that was just started. This type keeps it from being printed by accident: {@link #toString()} is
 * redacted, it is not serializable, and the only access is {@link #reveal()}, which is easy to search for.
 */
public final class Secret {

    private final String cleartext;

    Secret(String cleartext) {
        this.cleartext = cleartext;
    }

    /**
     * The cleartext, to be given to its user once and stored nowhere.
     *
     * @return the text that a client sends after {@code Bearer}, or polls with
     */
    public String reveal() {
        return cleartext;
    }

    /** {@return a text without the cleartext} */
    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
