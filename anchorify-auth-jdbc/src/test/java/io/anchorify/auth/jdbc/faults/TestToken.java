package io.anchorify.auth.jdbc.faults;

/**
 * One token that the nodes try. If the database loses the revocation of the token, for example because a backup was
 * restored, this object is marked as lost, and another one with the same text is tracked.
 */
final class TestToken {

    private final int number;
    private final String owner;
    private final String id;
    private final String text;
    private final boolean revokedBefore;
    private volatile boolean lost;

    private TestToken(int number, String owner, String id, String text, boolean revokedBefore) {
        this.number = number;
        this.owner = owner;
        this.id = id;
        this.text = text;
        this.revokedBefore = revokedBefore;
    }

    static TestToken of(int number, String owner, String id, String text) {
        return new TestToken(number, owner, id, text, false);
    }

    /** Tracks the same text again. A node may refuse it at any time, because it was revoked before. */
    TestToken again(int number) {
        return new TestToken(number, owner, id, text, true);
    }

    /** The database has lost the revocation, so nodes may accept the token. */
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
