package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one database server holds. Each method is one transaction, and takes no time. */
final class SimServer {

    private final String id;
    private String settled;
    private FeedPosition head;
    private long beats;
    private long drawn;
    private final Map<TokenHash, StoredToken> tokens;
    private final TreeMap<Long, FeedEntry> entries;
    private final Map<UUID, RegisteredNode> nodes;
    private final Set<UUID> changes;

    /** The first server, with some tokens. */
    SimServer(List<StoredToken> rows) {
        id = "server-1";
        settled = id;
        head = new FeedPosition(0, UUID.randomUUID());
        tokens = rows.stream().collect(Collectors.toMap(StoredToken::hash, row -> row));
        entries = new TreeMap<>();
        nodes = new LinkedHashMap<>();
        changes = new HashSet<>();
    }

    /** A server with the same as another one has now. */
    SimServer(String id, SimServer other) {
        this.id = id;
        settled = other.settled;
        head = other.head;
        // No registration has the beat of one that this server does not know of.
        beats = other.beats + 1_000_000;
        drawn = other.drawn;
        tokens = new LinkedHashMap<>(other.tokens);
        entries = new TreeMap<>(other.entries);
        nodes = new LinkedHashMap<>(other.nodes);
        changes = new HashSet<>(other.changes);
    }

    String id() {
        return id;
    }

    Optional<StoredToken> find(TokenHash hash) {
        return Optional.ofNullable(tokens.get(hash));
    }

    Optional<StoredToken> find(String owner, String tokenId) {
        return tokens.values().stream()
                .filter(row -> row.token().owner().equals(owner))
                .filter(row -> row.token().id().equals(tokenId))
                .findFirst();
    }

    /** Revokes what is meant and not revoked yet, and enters that into the feed; answers how many tokens it revoked. */
    int revoke(Predicate<Token> meant, Instant at, ChangeRecord change) {
        return revoke(meant, at, change, draw());
    }

    /** The same with a number that was drawn before. */
    int revoke(Predicate<Token> meant, Instant at, ChangeRecord change, long number) {
        List<StoredToken> active = tokens.values().stream()
                .filter(row -> row.token().revokedAt() == null && meant.test(row.token()))
                .toList();
        active.forEach(row -> tokens.put(row.hash(), new StoredToken(revoked(row.token(), at), row.hash())));
        enter(change, number);
        return active.size();
    }

    /** The number of the next change, if nobody draws one before that is made. */
    long draw() {
        drawn++;
        return drawn;
    }

    /** Whether a change was ever committed in the history of this server. */
    boolean knows(UUID change) {
        return changes.contains(change);
    }

    /** Of what may only get lost in a failover. */
    int size() {
        return nodes.size() + changes.size();
    }

    FeedServer identity() {
        return new FeedServer(id, id.equals(settled));
    }

    FeedPosition head() {
        return head;
    }

    /** Whether the node was not registered before. */
    boolean register(UUID node) {
        return nodes.put(node, new RegisteredNode(node, 0, beats++)) == null;
    }

    FeedPage read(UUID node, @Nullable FeedPosition after) {
        List<FeedEntry> found = after == null
                ? List.of()
                : List.copyOf(entries.tailMap(after.number(), false).values());
        return new FeedPage(head, found, nodes.containsKey(node), identity());
    }

    boolean acknowledge(UUID node, FeedPosition applied) {
        boolean known = applied.equals(head) || isThere(applied);
        return known
                && nodes.computeIfPresent(node, (id, row) -> new RegisteredNode(id, applied.number(), beats++)) != null;
    }

    List<FeedPosition> positions() {
        return entries.values().stream().map(FeedEntry::position).toList();
    }

    boolean isThere(FeedPosition position) {
        FeedEntry entry = entries.get(position.number());
        return entry != null && entry.position().equals(position);
    }

    boolean leave(UUID node) {
        return nodes.remove(node) != null;
    }

    NodeList nodes(Collection<UUID> asked) {
        Map<UUID, Long> numbers = entries.values().stream()
                .map(FeedEntry::position)
                .filter(position -> asked.contains(position.uid()))
                .collect(Collectors.toMap(FeedPosition::uid, FeedPosition::number));
        return new NodeList(head.number(), List.copyOf(nodes.values()), numbers, identity());
    }

    boolean remove(RegisteredNode node) {
        RegisteredNode row = nodes.get(node.id());
        return row != null && row.beat() == node.beat() && leave(node.id());
    }

    boolean prune(FeedPosition upTo) {
        boolean known = isThere(upTo);
        if (known) {
            entries.headMap(upTo.number(), true).clear();
        }
        return known;
    }

    boolean settle(String server) {
        if (server.equals(id)) {
            settled = id;
        }
        return server.equals(id);
    }

    /** The feed goes on behind the last entry, which is another one than the number before if numbers are overtaken. */
    private void enter(ChangeRecord change, long number) {
        FeedPosition position = new FeedPosition(number, change.uid());
        entries.put(number, new FeedEntry(position, head.uid(), change.scope()));
        changes.add(change.uid());
        if (number > head.number()) {
            head = position;
        }
    }

    private static Token revoked(Token token, Instant at) {
        return new Token(
                token.id(),
                token.owner(),
                token.label(),
                token.scopes(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                at);
    }
}
