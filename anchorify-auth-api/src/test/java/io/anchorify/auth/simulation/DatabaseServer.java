package io.anchorify.auth.simulation;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The data of one database server. Each method is one transaction and takes no time. */
final class DatabaseServer {

    private final String id;
    private String settled;
    private FeedPosition head;
    private long beats;
    private long drawn;
    private final TokenTable tokens;
    private final TreeMap<Long, FeedEntry> entries;
    private final Map<UUID, RegisteredNode> nodes;
    private final Set<UUID> changes;

    /** The first server. */
    DatabaseServer(List<StoredToken> rows) {
        id = "server-1";
        settled = id;
        head = new FeedPosition(0, UUID.randomUUID());
        tokens = new TokenTable(rows);
        entries = new TreeMap<>();
        nodes = new LinkedHashMap<>();
        changes = new HashSet<>();
    }

    /** A server with the current data of another one. */
    DatabaseServer(String id, DatabaseServer other) {
        this.id = id;
        settled = other.settled;
        head = other.head;
        // A beat that this server draws differs from every beat that the other server has drawn since.
        beats = other.beats + 1_000_000;
        drawn = other.drawn;
        tokens = other.tokens.copy();
        entries = new TreeMap<>(other.entries);
        nodes = new LinkedHashMap<>(other.nodes);
        changes = new HashSet<>(other.changes);
    }

    String id() {
        return id;
    }

    TokenTable tokens() {
        return tokens;
    }

    /** Writes to the tokens, and appends that to the feed. */
    <T> T change(ChangeRecord change, Function<TokenTable, T> write) {
        return change(change, write, drawNumber());
    }

    /** Does the same with a number that was drawn earlier. */
    <T> T change(ChangeRecord change, Function<TokenTable, T> write, long number) {
        T result = write.apply(tokens);
        append(change, number);
        return result;
    }

    /** Writes to the tokens, and appends nothing to the feed, which is a mistake. */
    <T> T changeUnrecorded(ChangeRecord change, Function<TokenTable, T> write) {
        changes.add(change.uid());
        return write.apply(tokens);
    }

    /** Draws the number of the next change. */
    long drawNumber() {
        drawn++;
        return drawn;
    }

    /** Whether a change was ever committed in the history of this server. */
    boolean knows(UUID change) {
        return changes.contains(change);
    }

    /** How many registrations and changes there are, which only a failover can lose. */
    int size() {
        return nodes.size() + changes.size();
    }

    FeedServer identity() {
        return new FeedServer(id, id.equals(settled));
    }

    FeedPosition head() {
        return head;
    }

    /** Returns whether the node was not registered before. */
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
        boolean known = applied.equals(head) || contains(applied) || isFollowed(applied);
        return known
                && nodes.computeIfPresent(node, (id, row) -> new RegisteredNode(id, applied.number(), beats++)) != null;
    }

    /** Whether the next entry names this position, whose own entry may not exist: nothing comes before position 1. */
    private boolean isFollowed(FeedPosition position) {
        FeedEntry next = entries.get(position.number() + 1);
        return next != null && next.previous().equals(position.uid());
    }

    List<FeedPosition> positions() {
        return entries.values().stream().map(FeedEntry::position).toList();
    }

    boolean contains(FeedPosition position) {
        FeedEntry entry = entries.get(position.number());
        return entry != null && entry.position().equals(position);
    }

    boolean leave(UUID node) {
        return nodes.remove(node) != null;
    }

    NodeList nodes(Collection<UUID> uids) {
        Map<UUID, Long> numbers = entries.values().stream()
                .map(FeedEntry::position)
                .filter(position -> uids.contains(position.uid()))
                .collect(Collectors.toMap(FeedPosition::uid, FeedPosition::number));
        return new NodeList(head.number(), List.copyOf(nodes.values()), numbers, identity());
    }

    boolean remove(RegisteredNode node) {
        RegisteredNode row = nodes.get(node.id());
        return row != null && row.beat() == node.beat() && leave(node.id());
    }

    boolean prune(FeedPosition upTo) {
        boolean known = contains(upTo);
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

    /** The entry follows the previous commit, which has another number if two transactions commit out of order. */
    private void append(ChangeRecord change, long number) {
        FeedPosition position = new FeedPosition(number, change.uid());
        entries.put(number, new FeedEntry(position, head.uid(), change.scope()));
        changes.add(change.uid());
        if (number > head.number()) {
            head = position;
        }
    }
}
