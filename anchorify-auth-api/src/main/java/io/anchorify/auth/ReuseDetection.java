package io.anchorify.auth;

import io.anchorify.auth.TokenEvent.RefusedUse;
import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.cluster.ChangeCommitter;
import io.anchorify.auth.spi.TokenStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Revokes the successors of a rotated token that is used after its grace period, on a thread of the service. */
final class ReuseDetection implements Consumer<RefusedUse> {

    static final String ACTOR = "anchorify";
    static final String REASON = "A rotated token was used after its grace period";

    private static final Logger LOGGER = System.getLogger(ReuseDetection.class.getName());

    private final Engine engine;
    private final TokenStore store;
    private final TokenRevoker revoker;

    ReuseDetection(Engine engine, TokenRevoker revoker) {
        this.engine = engine;
        this.store = engine.store();
        this.revoker = revoker;
    }

    @Override
    public void accept(RefusedUse use) {
        if (use.reason() == RejectionReason.SUPERSEDED) {
            CompletionStage<Integer> revoked = engine.threads()
                    .call(() -> CompletableFuture.completedFuture(revokeSuccessors(use.owner(), use.tokenId())));
            var unused = revoked.whenComplete((count, failure) -> log(use, count, failure));
        }
    }

    /** A revoked token cannot be rotated, so a successor that is read after the revocation is the last change. */
    private int revokeSuccessors(String owner, String id) {
        int revoked = 0;
        // An import can contain tokens that succeed each other in a circle.
        Set<String> visited = new HashSet<>();
        Optional<StoredToken> next = successor(owner, id);
        while (next.isPresent() && visited.add(next.get().token().id())) {
            Revocation revocation = ChangeCommitter.await(revoker.begin(next, revoker.details(ACTOR, REASON)));
            revoked += revocation.outcome() == Revocation.Outcome.REVOKED ? 1 : 0;
            next = successor(owner, next.get().token().id());
        }
        return revoked;
    }

    private Optional<StoredToken> successor(String owner, String id) {
        return store.find(owner, id)
                .map(stored -> stored.token().successorId())
                .flatMap(successorId -> store.find(owner, successorId));
    }

    private static void log(RefusedUse use, @Nullable Integer revoked, @Nullable Throwable failure) {
        if (failure != null) {
            LOGGER.log(
                    Level.WARNING,
                    "The successors of the rotated token " + use.tokenId()
                            + " could not be revoked. The next use of that token tries again",
                    failure);
        } else if (revoked != null && revoked > 0) {
            LOGGER.log(
                    Level.WARNING,
                    "The rotated token {0} was used after its grace period. Its {1} successors are revoked",
                    use.tokenId(),
                    revoked);
        }
    }
}
