package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.cluster.ChangeCommitter;
import io.anchorify.auth.internal.cluster.LostChangeException;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.Succession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Replaces tokens by successors. */
final class TokenRotator {

    private static final Duration LONGEST_GRACE = Duration.ofDays(365);

    private static final Logger LOGGER = System.getLogger(TokenRotator.class.getName());

    private final Engine engine;
    private final TokenIssuer issuer;

    TokenRotator(Engine engine, TokenIssuer issuer) {
        this.engine = engine;
        this.issuer = issuer;
    }

    Rotation rotate(Optional<StoredToken> predecessor, Duration grace, @Nullable String by) {
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException("A grace period must be zero to 365 days, not " + grace);
        }
        TextRules.requireNote("The actor that rotates a token", by);
        return rotate(
                predecessor.orElseThrow(() -> new RotationException(RotationException.Reason.NOT_FOUND)),
                grace.truncatedTo(ChronoUnit.MICROS),
                by);
    }

    private Rotation rotate(StoredToken predecessor, Duration grace, @Nullable String by) {
        Instant now = engine.clocks().micros();
        Instant endsAt = endOf(predecessor.token(), now.plus(grace));
        String cleartext = engine.secrets().newCleartext();
        Token successor = successorOf(predecessor.token(), now, by);
        Future<Receipt> inEffect =
                commit(predecessor, new Succession(issuer.stored(successor, cleartext), endsAt, grace.isZero(), by));
        return new Rotation(
                new IssuedToken(successor, new Secret(cleartext)), end(predecessor, endsAt), await(inEffect));
    }

    /** Not before the creation, like a revocation: the clock of the node that issued the token may be ahead. */
    private static Instant endOf(Token predecessor, Instant endOfGrace) {
        return endOfGrace.isBefore(predecessor.createdAt()) ? predecessor.createdAt() : endOfGrace;
    }

    private Token successorOf(Token predecessor, Instant now, @Nullable String by) {
        return Token.builder(engine.secrets().newId(), predecessor.owner(), now)
                .label(predecessor.label())
                .scopes(predecessor.scopes())
                .attributes(predecessor.attributes())
                .networks(predecessor.networks())
                .createdBy(by)
                .expiresAt(TokenIssuer.expiry(now, engine.policy().lifetimeAfter(predecessor)))
                .predecessorId(predecessor.id())
                .build();
    }

    private static Instant end(StoredToken predecessor, Instant endsAt) {
        Instant expiresAt = predecessor.token().expiresAt();
        return expiresAt != null && expiresAt.isBefore(endsAt) ? expiresAt : endsAt;
    }

    private Future<Receipt> commit(StoredToken predecessor, Succession succession) {
        return engine.changes()
                .make(
                        new ChangeScope.OneToken(predecessor.hash()),
                        change -> rotate(predecessor, succession, change),
                        (rotated, receipt) -> receipt);
    }

    private Succession.Result rotate(StoredToken predecessor, Succession succession, ChangeRecord change) {
        Token successor = succession.successor().token();
        Succession.Result result =
                requireRotated(engine.store().rotate(succession, engine.policy().at(successor.createdAt()), change));
        Instant endsAt = end(predecessor, succession.predecessorEndsAt());
        engine.events()
                .publish(new TokenEvent.Rotated(successor, predecessor.token().id(), endsAt));
        return result;
    }

    private static Succession.Result requireRotated(Succession.Result result) {
        return switch (result) {
            case ROTATED -> result;
            case ALREADY_ROTATED -> throw new RotationException(RotationException.Reason.ALREADY_ROTATED);
            case NOT_ACTIVE -> throw new RotationException(RotationException.Reason.ENDED);
            case DUPLICATE ->
                throw new IllegalStateException("The store rejected a random token as a duplicate: its unique keys or"
                        + " this machine's random numbers are broken");
        };
    }

    /** Fails only if the successor does not exist any more, because its secret would be lost otherwise. */
    private static @Nullable Receipt await(Future<Receipt> inEffect) {
        try {
            return ChangeCommitter.await(inEffect);
        } catch (TokenStoreException e) {
            if (e.getCause() instanceof LostChangeException) {
                throw e;
            }
            LOGGER.log(Level.WARNING, "It is not known from when on all nodes know about a rotation", e);
            return null;
        }
    }
}
