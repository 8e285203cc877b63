package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.Network;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenPrincipal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A usable token: its principal, and its deadlines on the monotonic clock. */
public final class CacheEntry extends TrackedEntry implements LookupResult {

    private final Authenticated answer;
    private final TokenPrincipal principal;
    private final long freshUntil;
    private final long expiresAt;
    private final RejectionReason reasonOfExpiry;

    /**
     * An entry with its deadlines.
     *
     * @param freshUntil when the store has to be asked again
     * @param expiresAt when the token expires; half the range of the clock away if it does not
     * @param reasonOfExpiry what a request with the token is told from then on
     * @param nextWrite when its next use is to be written
     */
    public CacheEntry(
            TokenPrincipal principal, long freshUntil, long expiresAt, RejectionReason reasonOfExpiry, long nextWrite) {
        super(nextWrite);
        this.answer = new Authenticated(principal);
        this.principal = principal;
        this.freshUntil = freshUntil;
        this.expiresAt = expiresAt;
        this.reasonOfExpiry = reasonOfExpiry;
    }

    public TokenPrincipal principal() {
        return principal;
    }

    /** The answer to every request with this token. */
    Authenticated answer() {
        return answer;
    }

    @Override
    public String tokenId() {
        return principal.tokenId();
    }

    @Override
    public boolean isFreshAt(long nanoTime) {
        return nanoTime - freshUntil < 0;
    }

    public boolean isExpiredAt(long nanoTime) {
        return nanoTime - expiresAt >= 0;
    }

    /** The answer once the token has expired. */
    Rejected answerAfterExpiry() {
        return rejected(reasonOfExpiry);
    }

    Rejected rejected(RejectionReason reason) {
        return new Rejected(reason, principal.owner(), principal.tokenId());
    }

    /** Whether the token may be used from an address, which is asked for only if the token is bound to networks. */
    boolean isUsableFrom(Supplier<@Nullable String> remoteAddress) {
        return principal.networks().isEmpty() || isInside(principal.networks(), remoteAddress.get());
    }

    private static boolean isInside(List<Network> networks, @Nullable String address) {
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    /** A refused use is due as soon as the token has expired. */
    @Override
    long writeAfter(long nanoTime, long interval) {
        long next = nanoTime + interval;
        return !isExpiredAt(nanoTime) && next - expiresAt > 0 ? expiresAt : next;
    }
}
