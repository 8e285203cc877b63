package io.anchorify.auth.simulation;

import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The change feed as one process reaches it. */
class SimulatedFeed implements ChangeFeed {

    final NetworkLink link;
    private final HistoryChecker checker;
    private final Function<UUID, FeedReader> readers;
    /** The changes that a list of nodes reported as missing to this process. */
    private final Set<UUID> missing = new HashSet<>();

    SimulatedFeed(NetworkLink link, HistoryChecker checker, Function<UUID, FeedReader> readers) {
        this.link = link;
        this.readers = readers;
        this.checker = checker;
    }

    @Override
    public FeedReader open(UUID node) {
        return readers.apply(node);
    }

    @Override
    public NodeList nodes(Collection<UUID> changes) {
        changes.stream().filter(missing::contains).forEach(checker::missingChangeAskedAgain);
        Set<UUID> unknown = new HashSet<>();
        NodeList found = link.read(
                server -> {
                    changes.stream().filter(change -> !server.knows(change)).forEach(unknown::add);
                    return server.nodes(changes);
                },
                list -> "lists the nodes: "
                        + list.nodes().stream().map(this::text).collect(Collectors.joining(", ")) + " on "
                        + list.server());
        missing.addAll(unknown);
        return found;
    }

    @Override
    public void announce() {
        link.read(
                server -> {
                    link.database.announce();
                    return true;
                },
                any -> "announces a change");
    }

    @Override
    public boolean remove(RegisteredNode node) {
        return link.write(
                server -> server.remove(node), removed -> "removes expired node " + text(node) + ": " + removed);
    }

    @Override
    public void prune(FeedPosition upTo) {
        link.write(server -> server.prune(upTo), pruned -> "prunes up to " + upTo.number() + ": " + pruned);
    }

    @Override
    public void settle(String server) {
        link.write(primary -> primary.settle(server), settled -> "settles " + server + ": " + settled);
    }

    private String text(RegisteredNode node) {
        return link.trace.name(node.id()) + " at " + node.acknowledged() + " beat " + node.beat();
    }
}
