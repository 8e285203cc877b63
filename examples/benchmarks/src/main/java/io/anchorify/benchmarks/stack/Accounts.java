package io.anchorify.benchmarks.stack;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The users of the load, each with one token. All servers get the same ones, and all names are of one length, so that
 * all answers are.
 *
 * @param tokens the cleartext tokens, by the number of their user
 */
record Accounts(List<String> tokens) {

    /** Whom a server that asks for no token believes to serve. */
    static final String NOBODY = "user-000000";

    static Accounts read(Path file) throws IOException {
        return new Accounts(Files.readAllLines(file, StandardCharsets.US_ASCII));
    }

    /** The name of a user; none is {@link #NOBODY}. */
    static String nameOf(int user) {
        return String.format("user-%06d", user + 1);
    }

    int size() {
        return tokens.size();
    }

    String token(int user) {
        return tokens.get(user);
    }

    /** What an application has in its database: hashes and their users. */
    Map<TokenHash, Principal> usersByHash() {
        Map<TokenHash, Principal> users = new HashMap<>();
        for (int user = 0; user < size(); user++) {
            users.put(hashOf(token(user)), new User(nameOf(user)));
        }
        return Map.copyOf(users);
    }

    /** Brings the tokens into a service, as from a backup. */
    void importInto(TokenService service) {
        Instant createdAt = Instant.parse("2026-01-01T00:00:00Z");
        service.importTokens(sink -> {
            for (int user = 0; user < size(); user++) {
                String name = nameOf(user);
                Token token = new Token(name, name, null, Set.of(), createdAt, null, null, null);
                sink.add(new StoredToken(token, hashOf(token(user))));
            }
        });
    }

    /** Hands out each token with its user. */
    void forEach(BiConsumer<String, String> tokenAndUser) {
        for (int user = 0; user < size(); user++) {
            tokenAndUser.accept(token(user), nameOf(user));
        }
    }

    /** How many there are: the tokens themselves are secrets. */
    @Override
    public String toString() {
        return "Accounts[" + size() + "]";
    }

    private static TokenHash hashOf(String token) {
        try {
            return TokenHash.of(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
