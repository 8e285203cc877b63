package io.anchorify.auth.jdbc.upgrade;

/** A node of either version. The class loaders of both versions share this interface. */
public interface UpgradeNode extends AutoCloseable {

    /** Returns the secret of a new token. */
    String issue(String owner);

    /** Whether a token is accepted, from the cache if possible. */
    boolean accepts(String secret);

    /** Revokes a token that the node accepts, and waits for all nodes. */
    void revoke(String secret);

    void revokeAll(String owner);

    /** Returns the secret of a token that is in another database. */
    String issueElsewhere(String owner);

    /** Imports the tokens of the other database. */
    void importFromElsewhere();

    /** Writes the times at which tokens were used. */
    void flush();

    @Override
    void close();
}
