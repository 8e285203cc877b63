package io.anchorify.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A token of the simulation, with its secret. */
record SimToken(String secret, StoredToken row) {

    /** So late that no use is due to be written in any run. */
    private static final Instant USED = SimHost.START.plus(Duration.ofDays(1));

    /** Some owners have two, for revocations of one and of all. */
    static final List<SimToken> ALL = Stream.of("ada laptop", "ada phone", "grace laptop", "grace phone", "alan laptop")
            .map(SimToken::of)
            .toList();

    String owner() {
        return row.token().owner();
    }

    String id() {
        return row.token().id();
    }

    private static SimToken of(String label) {
        TokenFormat format = new TokenFormat(TokenFormat.DEFAULT_PREFIX, true);
        SecretGenerator secrets = new SecretGenerator(format, new SecureRandom());
        HasherPool hashers = new HasherPool(() -> new TokenHasher(format, new Sha256()));
        Secret secret = secrets.nextSecret();
        String owner = label.substring(0, label.indexOf(' '));
        Token token = new Token(
                secrets.nextId(), owner, label, TokenRequest.of(owner).scopes(), SimHost.START, null, USED, null);
        return new SimToken(secret.reveal(), new StoredToken(token, hashers.hashOf(secret)));
    }

    @Override
    public String toString() {
        return String.valueOf(row.token().label());
    }
}
