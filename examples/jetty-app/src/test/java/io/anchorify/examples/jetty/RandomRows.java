package io.anchorify.examples.jetty;

import io.anchorify.auth.Network;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.TokenUse;
import io.anchorify.examples.jetty.documents.Document;
import io.anchorify.examples.jetty.documents.DocumentStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stores tokens and documents as nodes whose clocks are wrong by decades would, with any text that is allowed. */
final class RandomRows {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final long MICROS_OF_A_CENTURY =
            ChronoUnit.MICROS.between(FIRST, Instant.parse("2100-01-01T00:00:00Z"));

    private final Random random;
    private final JdbcTokenStore store;

    RandomRows(long seed, JdbcTokenStore store) {
        this.random = new Random(seed);
        this.store = store;
    }

    void add(int count) {
        DocumentStore documents = new DocumentStore(store.dataSource());
        for (int i = 0; i < count; i++) {
            addToken();
            documents.add(document());
        }
    }

    private void addToken() {
        Instant createdAt = time();
        String owner = text(255, c -> c != 0);
        String label = random.nextBoolean() ? null : text(100, RandomRows::isAllowedInLabel);
        Instant expiresAt = random.nextBoolean() ? null : createdAt.plus(random.nextInt(1000), ChronoUnit.MICROS);
        Token token = Token.builder(id(), owner, createdAt)
                .label(label)
                .scopes(scopes())
                .attributes(attributes())
                .networks(networks())
                .createdBy(note())
                .expiresAt(expiresAt)
                .predecessorId(random.nextBoolean() ? null : id())
                .build();
        byte[] hash = new byte[TokenHash.LENGTH];
        random.nextBytes(hash);
        store.insert(new StoredToken(token, TokenHash.of(hash)));
        if (random.nextBoolean()) {
            store.recordUses(List.of(new TokenUse(token.id(), time())), Instant.parse("9999-12-31T00:00:00Z"));
        }
        if (random.nextBoolean()) {
            store.revoke(
                    owner,
                    token.id(),
                    new RevocationDetails(time(), note(), note()),
                    new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken()));
        }
    }

    private Document document() {
        String owner = random.nextBoolean() ? null : text(255, c -> c != 0);
        return new Document(id(), owner, "t" + text(199, c -> c != 0), "b" + text(2000, c -> c != 0), time());
    }

    private Instant time() {
        return FIRST.plus(random.nextLong(MICROS_OF_A_CENTURY), ChronoUnit.MICROS);
    }

    private String id() {
        return UUID.randomUUID().toString();
    }

    private Set<String> scopes() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> i + text(20, c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\'))
                .collect(Collectors.toSet());
    }

    private Map<String, String> attributes() {
        return IntStream.range(0, random.nextInt(4))
                .boxed()
                .collect(Collectors.toMap(i -> "key-" + i, i -> text(200, RandomRows::isAllowedInLabel)));
    }

    private List<Network> networks() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> Network.parse(random.nextBoolean() ? "10." + i + ".0.0/16" : "2001:db8::" + i))
                .toList();
    }

    private @Nullable String note() {
        return random.nextBoolean() ? null : text(255, RandomRows::isAllowedInLabel);
    }

    /** At least one character of the allowed ones. */
    private String text(int max, IntPredicate allowed) {
        return IntStream.generate(this::codePoint)
                .filter(allowed)
                .limit(1 + random.nextInt(max))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Half of them in ASCII, where everything is that a format may escape. */
    private int codePoint() {
        int bound = random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x10000 : 0x110000;
        int codePoint = random.nextInt(bound);
        return Character.getType(codePoint) == Character.SURROGATE ? ' ' : codePoint;
    }

    private static boolean isAllowedInLabel(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> !(codePoint >= 0x202A && codePoint <= 0x202E || codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
