package io.anchorify.auth.jdbc.faults;

/**
 * One token from when the nodes are told of it. If the database loses the token's revocation, as a restored backup does,
 * its trial ends, and the same token can be tried anew.
 */
final class Trial {

    private final int number;
    private final String owner;
    private final String id;
    private final String text;
    private final boolean revokedBefore;
    private volatile boolean lost;

    private Trial(int number, String owner, String id, String text, boolean revokedBefore) {
        this.number = number;
        this.owner = owner;
        this.id = id;
        this.text = text;
        this.revokedBefore = revokedBefore;
    }

    static Trial of(int number, String owner, String id, String text) {
        return new Trial(number, owner, id, text, false);
    }

    /** The same token anew. As it was revoked before, a node may refuse it at any time. */
    Trial again(int number) {
        return new Trial(number, owner, id, text, true);
    }

    /** The database does not have the revocation any more, so nobody can hold to it. */
    void lose() {
        lost = true;
    }

    int number() {
        return number;
    }

    String owner() {
        return owner;
    }

    String id() {
        return id;
    }

    String text() {
        return text;
    }

    boolean revokedBefore() {
        return revokedBefore;
    }

    boolean lost() {
        return lost;
    }
}
