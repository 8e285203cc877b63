package io.anchorify.auth.simulation;

import io.anchorify.auth.Rotation;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.internal.lookup.HasherPool;
import io.anchorify.auth.internal.lookup.TokenCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A token with its cleartext.
 *
 * @param name the same in every run of a seed, unlike the random id of a successor
 * @param row as it was added
 */
record SimulatedToken(String name, String cleartext, StoredToken row) {

    static final TokenCodec CODEC = TokenCodec.own("jf_");

    /** Late enough that no accepted or refused use is due to be written during a run, and not implausibly late. */
    private static final Instant USED = SimulatedHost.START.plus(Duration.ofMinutes(4));

    /** Some owners have two tokens, so that revoking one differs from revoking all. */
    static final List<SimulatedToken> ALL = Stream.of(
                    "ada laptop", "ada phone", "grace laptop", "grace phone", "alan laptop")
            .map(SimulatedToken::of)
            .toList();

    String owner() {
        return row.token().owner();
    }

    String id() {
        return row.token().id();
    }

    /** The same token, last used at another time. */
    SimulatedToken usedAt(Instant lastUse) {
        Token used = row.token().toBuilder().lastUsedAt(lastUse).build();
        return new SimulatedToken(name, cleartext, new StoredToken(used, row.hash()));
    }

    SimulatedToken successor(Rotation rotation) {
        String text = rotation.secret().reveal();
        return new SimulatedToken(
                name + "'", text, new StoredToken(rotation.successor().token(), hash(text)));
    }

    boolean isSuccessor() {
        return row.token().predecessorId() != null;
    }

    private static TokenHash hash(String cleartext) {
        return Objects.requireNonNull(new HasherPool(List.of(CODEC)).hash(cleartext));
    }

    private static SimulatedToken of(String label) {
        String cleartext = CODEC.newToken(new Random(label.hashCode()));
        String owner = label.substring(0, label.indexOf(' '));
        String id = label.replace(' ', '-');
        Token token = Token.builder(id, owner, SimulatedHost.START)
                .label(label)
                .scopes(TokenRequest.of(owner).scopes())
                .lastUsedAt(USED)
                .lastRefusedAt(USED)
                .build();
        return new SimulatedToken(label, cleartext, new StoredToken(token, hash(cleartext)));
    }

    @Override
    public String toString() {
        return name;
    }
}
