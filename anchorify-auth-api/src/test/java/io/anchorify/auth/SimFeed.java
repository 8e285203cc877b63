package io.anchorify.auth;

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

/** The feed as one process reaches it. */
class SimFeed implements ChangeFeed {

    final SimLink link;
    private final SimJudge judge;
    private final Function<UUID, FeedReader> readers;
    /** The changes of which this process has been told that they are not there. */
    private final Set<UUID> missed = new HashSet<>();

    SimFeed(SimLink link, SimJudge judge, Function<UUID, FeedReader> readers) {
        this.link = link;
        this.readers = readers;
        this.judge = judge;
    }

    @Override
    public FeedReader open(UUID node) {
        return readers.apply(node);
    }

    @Override
    public NodeList nodes(Collection<UUID> changes) {
        changes.stream().filter(missed::contains).forEach(judge::missedInVain);
        Set<UUID> missing = new HashSet<>();
        NodeList found = link.read(
                server -> {
                    changes.stream().filter(change -> !server.knows(change)).forEach(missing::add);
                    return server.nodes(changes);
                },
                list -> "lists the nodes: "
                        + list.nodes().stream().map(this::text).collect(Collectors.joining(", ")) + " on "
                        + list.server());
        missed.addAll(missing);
        return found;
    }

    @Override
    public void announce() {
        link.read(
                server -> {
                    link.database.hint();
                    return true;
                },
                any -> "announces that there is something new");
    }

    @Override
    public boolean remove(RegisteredNode node) {
        return link.write(server -> server.remove(node), removed -> "removes dead node " + text(node) + ": " + removed);
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
