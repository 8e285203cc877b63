package io.anchorify.auth.simulation;

import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Pages of the feed as a node reads them that ignores something. */
final class MisreadPages {

    private MisreadPages() {}

    /** Ignores that the registration is missing. */
    static FeedPage registered(FeedPage page) {
        return new FeedPage(page.head(), page.entries(), true, page.server());
    }

    /** Ignores everything new. */
    static FeedPage unchanged(FeedPage page, FeedPosition after) {
        return new FeedPage(after, List.of(), page.registered(), page.server());
    }

    /** Ignores that the uid of the last position differs. */
    static FeedPage sameHistory(FeedPage page, FeedPosition after) {
        if (page.head().number() == after.number()) {
            return unchanged(page, after);
        }
        List<FeedEntry> entries = new ArrayList<>(page.entries());
        if (!entries.isEmpty()) {
            FeedEntry first = entries.get(0);
            entries.set(0, new FeedEntry(first.position(), after.uid(), first.scope()));
        }
        return new FeedPage(page.head(), entries, page.registered(), page.server());
    }

    /** Ignores that entries are missing: puts empty ones in their place. */
    static FeedPage withoutGap(FeedPage page, FeedPosition after) {
        List<FeedEntry> entries = new ArrayList<>();
        FeedPosition reached = after;
        for (FeedEntry entry : page.entries()) {
            while (reached.number() + 1 < entry.position().number()) {
                reached = fill(entries, reached, new FeedPosition(reached.number() + 1, UUID.randomUUID()));
            }
            entries.add(new FeedEntry(entry.position(), reached.uid(), entry.scope()));
            reached = entry.position();
        }
        if (entries.isEmpty() && page.head().number() > after.number()) {
            while (reached.number() + 1 < page.head().number()) {
                reached = fill(entries, reached, new FeedPosition(reached.number() + 1, UUID.randomUUID()));
            }
            fill(entries, reached, page.head());
        }
        return new FeedPage(page.head(), entries, page.registered(), page.server());
    }

    private static FeedPosition fill(List<FeedEntry> entries, FeedPosition reached, FeedPosition next) {
        entries.add(new FeedEntry(next, reached.uid(), new ChangeScope.TokensOf("nobody")));
        return next;
    }
}
