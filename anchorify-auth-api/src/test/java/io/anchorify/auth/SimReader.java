package io.anchorify.auth;

import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A reader of the feed. After a failover it goes on with the new server, as through a proxy, or is broken by it. */
class SimReader implements FeedReader {

    final SimLink link;
    final UUID node;
    private final int failoversBefore;
    private long hintsSeen;

    SimReader(SimLink link, UUID node) {
        this.link = link;
        this.node = node;
        this.failoversBefore = link.database.failovers();
        this.hintsSeen = link.database.hints();
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
        boolean hear = !link.weather.has(SimTrouble.NO_HINTS);
        boolean hinted = link.host.await(() -> hear && link.database.hints() > hintsSeen, atMost.toNanos());
        hintsSeen = link.database.hints();
        return hinted;
    }

    @Override
    public void leave() {
        requireConnection();
        link.write(server -> server.leave(node), there -> "removes the registration of " + name() + ": " + there);
    }

    @Override
    public void close() {
        link.host.standStill();
    }

    String name() {
        return link.trace.name(node);
    }

    private String text(@Nullable FeedPosition position) {
        return position == null ? "nothing" : position.number() + link.trace.name(position.uid());
    }

    private void requireConnection() {
        if (link.database.failovers() != failoversBefore && !link.weather.hasProxy()) {
            throw new TokenStoreException("The server is gone", null);
        }
    }
}
