package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.Receipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation waited for.
 *
 * @param afterCommit how long it took after its commit
 * @param acknowledged how many nodes confirmed
 * @param waitedOut how many nodes did not
 * @param stalled for how long of that the process did not get to run
 */
record Waited(Duration afterCommit, int acknowledged, int waitedOut, Duration stalled) {

    static final Waited NOTHING = new Waited(Duration.ZERO, 0, 0, Duration.ZERO);

    static @Nullable Waited of(@Nullable Receipt receipt) {
        return receipt == null
                ? null
                : new Waited(
                        Duration.between(receipt.committedAt(), receipt.effectiveAt()),
                        receipt.acknowledged(),
                        receipt.waitedOut(),
                        Duration.ZERO);
    }
}
