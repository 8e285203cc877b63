package io.anchorify.auth;

/** An import holds a token that cannot be the one that the store has under the same id or the same hash. */
public class TokenConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which of the tokens of the import it is, the first being 1. */
    private final long position;

    /**
     * A conflict.
     *
     * @param position which of the tokens of the import it is, the first being 1
     * @param tokenId the public id of that token
     */
    public TokenConflictException(long position, String tokenId) {
        super("The token " + tokenId + " is another one in this store: it differs in more than its last use and its"
                + " revocation, or its hash is taken");
        this.position = position;
    }

    /** {@return which of the tokens of the import it is, the first being 1} */
    public long position() {
        return position;
    }
}
