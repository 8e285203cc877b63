package io.anchorify.auth.jdbc;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Threads that issue, revoke and import tokens at the same time until they fail or are killed. Each change is reported after
 * the call has returned, as one line.
 */
final class ConcurrentChanges {

    private static final int WRITERS = 8;
    private static final int IMPORTED = 4;

    private final TokenService tokens;
    private final Consumer<String> acknowledged;

    ConcurrentChanges(TokenService tokens, Consumer<String> acknowledged) {
        this.tokens = tokens;
        this.acknowledged = acknowledged;
    }

    /** Starts the threads, which end at the first failure. */
    List<Thread> start() {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Thread writer = new Thread(new Writer("w" + i + "-", new Random(i)));
            writer.setDaemon(true);
            writer.start();
            writers.add(writer);
        }
        return writers;
    }

    private final class Writer implements Runnable {

        private final String name;
        private final Random random;
        private final List<String> active = new ArrayList<>();
        private final Map<String, String> ids = new HashMap<>();

        private Writer(String name, Random random) {
            this.name = name;
            this.random = random;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; true; i++) {
                    change(name + i);
                }
            } catch (RuntimeException e) {
                // The database is gone.
            }
        }

        private void change(String number) {
            switch (random.nextInt(4)) {
                case 0 -> revokeOne();
                case 1 -> revokeAll("all-" + number);
                case 2 -> importSome("import-" + number);
                default -> active.add(issue("one-" + name));
            }
        }

        private String issue(String owner) {
            IssuedToken issued = tokens.issue(owner, null);
            String secret = issued.secret().reveal();
            ids.put(secret, issued.id());
            acknowledged.accept("issued " + secret);
            return secret;
        }

        private void revokeOne() {
            if (!active.isEmpty()) {
                String secret = active.remove(random.nextInt(active.size()));
                tokens.revoke("one-" + name, ids.get(secret));
                acknowledged.accept("revoked " + secret);
            }
        }

        private void revokeAll(String owner) {
            List<String> secrets = List.of(issue(owner), issue(owner), issue(owner));
            tokens.revokeAll(owner);
            secrets.forEach(secret -> acknowledged.accept("revoked " + secret));
        }

        private void importSome(String owner) {
            tokens.importTokens(sink -> {
                for (int i = 0; i < IMPORTED; i++) {
                    byte[] hash = new byte[TokenHash.LENGTH];
                    random.nextBytes(hash);
                    Token token = Token.builder(UUID.randomUUID().toString(), owner, Instant.EPOCH)
                            .build();
                    sink.add(new StoredToken(token, TokenHash.of(hash)));
                }
            });
            acknowledged.accept("imported " + owner);
        }
    }

    /** Asserts that a new service has everything that was acknowledged, and no part of another change. */
    static void assertKept(String database, TokenService fresh, List<String> acknowledged) {
        Map<String, List<Token>> byOwner = new HashMap<>();
        fresh.exportTokens(stored -> byOwner.computeIfAbsent(stored.token().owner(), owner -> new ArrayList<>())
                .add(stored.token()));
        for (String line : acknowledged) {
            String subject = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(' '))) {
                case "issued" ->
                    assertThat(fresh.authenticate(subject))
                            .as(line)
                            .isNotEqualTo(new Rejected(RejectionReason.UNKNOWN));
                case "revoked" ->
                    assertThat(fresh.authenticate(subject)).as(line).matches(rejectedFor(RejectionReason.REVOKED));
                default -> assertThat(byOwner).as(line).containsKey(subject);
            }
        }
        byOwner.forEach((owner, owned) -> {
            if (owner.startsWith("import-")) {
                assertThat(owned).as("tokens of %s in %s", owner, database).hasSize(IMPORTED);
            } else if (owner.startsWith("all-")) {
                long revoked = owned.stream()
                        .filter(token -> token.revokedAt() != null)
                        .count();
                assertThat(revoked)
                        .as("revoked tokens of %s in %s", owner, database)
                        .isIn(0L, (long) owned.size());
            }
        });
    }
}
