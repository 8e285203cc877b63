package io.anchorify.auth.stress;

import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A feed that contains one change, the revocation of the token, once it is committed. */
final class StressFeed implements FeedReader {

    private static final FeedPosition BEFORE = new FeedPosition(1, new UUID(1, 1));
    private static final FeedPosition REVOCATION = new FeedPosition(2, new UUID(2, 2));
    private static final FeedServer SERVER = new FeedServer("server", true);

    private static final FeedPage NOTHING = page(BEFORE, List.of());
    private static final FeedPage CHANGE = page(
            REVOCATION, List.of(new FeedEntry(REVOCATION, BEFORE.uid(), new ChangeScope.OneToken(StressToken.HASH))));
    private static final FeedPage NOTHING_MORE = page(REVOCATION, List.of());

    private boolean committed;
    /** Whether the revocation may return. */
    private volatile boolean acknowledged;

    void commit() {
        committed = true;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    @Override
    public void register() {
        // Every page says that this node is registered.
    }

    @Override
    public FeedPage read(@Nullable FeedPosition after) {
        if (!committed || after == null) {
            return NOTHING;
        }
        return after.equals(BEFORE) ? CHANGE : NOTHING_MORE;
    }

    @Override
    public boolean acknowledge(FeedPosition applied) {
        if (applied.equals(REVOCATION)) {
            acknowledged = true;
        }
        return true;
    }

    @Override
    public boolean await(Duration atMost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leave() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    private static FeedPage page(FeedPosition head, List<FeedEntry> entries) {
        return new FeedPage(head, entries, true, SERVER);
    }
}
