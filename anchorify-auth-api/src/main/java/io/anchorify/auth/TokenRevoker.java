package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.cluster.ChangeCommitter;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.TokenStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Ends tokens: revokes and erases them. */
final class TokenRevoker {

    /** How many tokens one transaction revokes, so that it takes well below the timeout of a statement. */
    private static final int BATCH_SIZE = 5000;

    private final Engine engine;
    private final TokenStore store;

    TokenRevoker(Engine engine) {
        this.engine = engine;
        this.store = engine.store();
    }

    RevocationDetails details(@Nullable String by, @Nullable String reason) {
        TextRules.requireNote("The actor that revokes a token", by);
        TextRules.requireNote("The reason of a revocation", reason);
        return new RevocationDetails(engine.clocks().micros(), by, reason);
    }

    /** Commits before it returns; the future completes when the revocation is in effect. */
    CompletableFuture<Revocation> begin(Optional<StoredToken> stored, RevocationDetails details) {
        return stored.map(token -> begin(token, details))
                .orElseGet(() -> CompletableFuture.completedFuture(new Revocation(Revocation.Outcome.NOT_FOUND, null)));
    }

    private CompletableFuture<Revocation> begin(StoredToken stored, RevocationDetails details) {
        Token token = stored.token();
        return engine.changes()
                .make(
                        new ChangeScope.OneToken(stored.hash()),
                        change -> revoke(token, details, change),
                        (revoked, receipt) -> new Revocation(
                                revoked ? Revocation.Outcome.REVOKED : Revocation.Outcome.ALREADY_REVOKED, receipt));
    }

    CompletableFuture<BulkRevocation> beginAll(String owner, RevocationDetails details) {
        if (!TextRules.isOwner(owner)) {
            return CompletableFuture.completedFuture(new BulkRevocation(0, null));
        }
        return engine.changes()
                .make(
                        new ChangeScope.TokensOf(owner),
                        change -> revokeAll(owner, details, change),
                        BulkRevocation::new);
    }

    /** Revokes in batches. The last one in effect means that all of them are, because nodes apply changes in order. */
    BulkRevocation revoke(TokenQuery query, RevocationDetails details) {
        ActiveRule rule = engine.policy().at(details.at());
        ChangeScope scope =
                query.owner() == null ? new ChangeScope.AnyToken() : new ChangeScope.TokensOf(query.owner());
        AtomicInteger batch = new AtomicInteger();
        int revoked = 0;
        CompletableFuture<Receipt> inEffect;
        do {
            inEffect = engine.changes()
                    .make(
                            scope,
                            change -> {
                                batch.set(revoke(query, rule, details, change));
                                return batch;
                            },
                            (done, receipt) -> receipt);
            revoked += batch.get();
        } while (batch.get() == BATCH_SIZE);
        return new BulkRevocation(revoked, ChangeCommitter.await(inEffect));
    }

    Erasure erase(String owner) {
        if (!TextRules.isOwner(owner)) {
            return new Erasure(0, null);
        }
        return ChangeCommitter.await(
                engine.changes().make(new ChangeScope.TokensOf(owner), change -> erase(owner, change), Erasure::new));
    }

    private boolean revoke(Token token, RevocationDetails details, ChangeRecord change) {
        boolean revoked = store.revoke(token.owner(), token.id(), details, change);
        if (revoked) {
            publish(new TokenEvent.Revoked(token.owner(), token.id(), details.at(), details.by(), details.reason()));
        }
        return revoked;
    }

    private int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        int revoked = store.revokeAll(owner, details, change);
        if (revoked > 0) {
            publish(new TokenEvent.OwnerRevoked(owner, revoked, details.at(), details.by(), details.reason()));
        }
        return revoked;
    }

    private int revoke(TokenQuery query, ActiveRule rule, RevocationDetails details, ChangeRecord change) {
        int revoked = store.revoke(query, rule, BATCH_SIZE, details, change);
        if (revoked > 0) {
            publish(new TokenEvent.TokensRevoked(query, revoked, details.at(), details.by(), details.reason()));
        }
        return revoked;
    }

    private int erase(String owner, ChangeRecord change) {
        int erased = store.erase(owner, change);
        if (erased > 0) {
            publish(new TokenEvent.Erased(owner, erased, engine.clocks().micros()));
        }
        return erased;
    }

    private void publish(TokenEvent event) {
        engine.events().publish(event);
    }
}
