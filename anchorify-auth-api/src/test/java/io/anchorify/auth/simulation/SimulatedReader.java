package io.anchorify.auth.simulation;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection to the feed. A failover breaks it, unless a proxy moves it to the new server. */
class SimulatedReader implements FeedReader {

    final NetworkLink link;
    final UUID node;
    private final int failoversBefore;
    private long notificationsSeen;

    SimulatedReader(NetworkLink link, UUID node) {
        this.link = link;
        this.node = node;
        this.failoversBefore = link.database.failovers();
        this.notificationsSeen = link.database.notifications();
    }

    @Override
    public void register() {
        requireConnection();
        link.write(server -> server.register(node), isNew -> "registers " + name() + (isNew ? "" : " again"));
    }

    @Override
    public FeedPage read(@Nullable FeedPosition after) {
        requireConnection();
        return link.read(
                server -> server.read(node, after),
                page -> "reads the feed after " + text(after) + ": head " + text(page.head()) + ", "
                        + page.entries().size() + " new" + (page.registered() ? "" : ", NOT REGISTERED"));
    }

    @Override
    public boolean acknowledge(FeedPosition applied) {
        requireConnection();
        return link.write(
                server -> server.acknowledge(node, applied), done -> "acknowledges " + text(applied) + ": " + done);
    }

    @Override
    public boolean await(Duration atMost) {
        requireConnection();
        boolean receives = !link.faults.has(FaultKind.NO_NOTIFICATIONS);
        boolean notified =
                link.host.await(() -> receives && link.database.notifications() > notificationsSeen, atMost.toNanos());
        notificationsSeen = link.database.notifications();
        return notified;
    }

    @Override
    public void leave() {
        requireConnection();
        link.write(server -> server.leave(node), found -> "removes the registration of " + name() + ": " + found);
    }

    @Override
    public void close() {
        link.host.interleave();
    }

    private String name() {
        return link.trace.name(node);
    }

    private String text(@Nullable FeedPosition position) {
        return position == null ? "nothing" : position.number() + link.trace.name(position.uid());
    }

    private void requireConnection() {
        if (link.database.failovers() != failoversBefore && !link.faults.hasProxy()) {
            throw new TokenStoreException("The server is gone", null);
        }
    }
}
