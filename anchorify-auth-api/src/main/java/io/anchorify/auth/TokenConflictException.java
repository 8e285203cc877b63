package io.anchorify.auth;

/** An import contains a token that is not the one that the store has under the same id or hash. */
public class TokenConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The position of the token in the import; the first is 1. */
    private final long position;

    /**
     * A conflict.
     *
     * @param position the position of the token in the import; the first is 1
     * @param tokenId the public id of that token
     */
    public TokenConflictException(long position, String tokenId) {
        super("The token " + tokenId + " conflicts with a token in this store: they differ in more than last use and"
                + " revocation, or its hash belongs to another token");
        this.position = position;
    }

    /** {@return the position of the token in the import; the first is 1} */
    public long position() {
        return position;
    }
}
