package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.Receipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation waited for.
 *
 * @param afterCommit how long it took after its commit
 * @param acknowledged how many nodes acknowledged
 * @param missing how many nodes did not, as far as known; at least 1 if the longest term was waited out
 * @param stalled for how much of that time the process could not run
 */
record RevocationWait(Duration afterCommit, int acknowledged, int missing, Duration stalled) {

    static final RevocationWait NOTHING = new RevocationWait(Duration.ZERO, 0, 0, Duration.ZERO);

    static @Nullable RevocationWait of(@Nullable Receipt receipt) {
        return receipt == null
                ? null
                : new RevocationWait(
                        Duration.between(receipt.committedAt(), receipt.effectiveAt()),
                        receipt.acknowledged(),
                        receipt.waitedOut() ? Math.max(1, receipt.missing()) : 0,
                        Duration.ZERO);
    }
}
