package io.anchorify.auth.simulation;

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

/** A token of every run, with its cleartext. */
record SimulatedToken(String cleartext, StoredToken row) {

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

    private static SimulatedToken of(String label) {
        String cleartext = CODEC.newToken(new Random(label.hashCode()));
        TokenHash hash = Objects.requireNonNull(new HasherPool(List.of(CODEC)).hash(cleartext));
        String owner = label.substring(0, label.indexOf(' '));
        String id = label.replace(' ', '-');
        Token token = Token.builder(id, owner, SimulatedHost.START)
                .label(label)
                .scopes(TokenRequest.of(owner).scopes())
                .lastUsedAt(USED)
                .lastRefusedAt(USED)
                .build();
        return new SimulatedToken(cleartext, new StoredToken(token, hash));
    }

    @Override
    public String toString() {
        return String.valueOf(row.token().label());
    }
}
