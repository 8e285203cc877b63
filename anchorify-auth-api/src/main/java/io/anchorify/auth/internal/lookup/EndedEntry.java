package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.Token;

/** A token that has ended. Its refused uses are written. */
final class EndedEntry extends TrackedEntry implements NegativeEntry {

    private final Rejected answer;
    private final String tokenId;
    private final long freshUntil;

    /**
     * An entry with its deadlines on the monotonic clock.
     *
     * @param freshUntil when the store has to be asked again
     * @param nextWrite when its next refused use is to be written
     */
    EndedEntry(Token token, RejectionReason reason, long freshUntil, long nextWrite) {
        super(nextWrite);
        this.answer = new Rejected(reason, token.owner(), token.id());
        this.tokenId = token.id();
        this.freshUntil = freshUntil;
    }

    @Override
    public Rejected answer() {
        return answer;
    }

    @Override
    public String tokenId() {
        return tokenId;
    }

    @Override
    public boolean isFreshAt(long nanoTime) {
        return nanoTime - freshUntil < 0;
    }
}
