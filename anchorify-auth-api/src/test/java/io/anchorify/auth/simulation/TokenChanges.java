package io.anchorify.auth.simulation;

import io.anchorify.auth.TokenQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the changes of a workload. */
final class TokenChanges {

    private static final long SHORTEST_GRACE = 10_000_000;
    private static final long LONGEST_GRACE = 4_000_000_000L;

    private final Workload workload;
    private final SeededRandom random;

    TokenChanges(Workload workload, SeededRandom random) {
        this.workload = workload;
        this.random = random;
    }

    /** How likely it is that a token is changed twice at the same time. */
    boolean isRepeated() {
        return workload == Workload.WHOLE_LIFE && random.chance(0.4);
    }

    /** How much the wall clock of a machine is fast. */
    long wallClockOffset() {
        if (workload == Workload.REVOCATIONS) {
            return 0;
        }
        long offset = random.anyMagnitude(1_000_000, 2_000_000_000);
        return random.chance(0.5) ? offset : -offset;
    }

    /** Makes a random change to a token, and returns its successor if that is a rotation. */
    Optional<SimulatedToken> make(SimulatedProcess process, SimulatedToken token) {
        if (workload == Workload.REVOCATIONS) {
            revoke(process, token);
            return Optional.empty();
        }
        switch ((int) random.between(0, 10)) {
            case 0, 1 -> revoke(process, token);
            case 2 -> process.revokeMatching(query(token));
            case 3 -> process.erase(token.owner());
            case 4, 5, 6 -> {
                return process.rotate(token, Duration.ZERO);
            }
            default -> {
                return process.rotate(token, grace());
            }
        }
        return Optional.empty();
    }

    /** Some tokens that the last change may have affected too. The youngest is a successor after a rotation. */
    List<SimulatedToken> alsoAffected(List<SimulatedToken> tokens) {
        return workload == Workload.REVOCATIONS
                ? List.of()
                : List.of(tokens.get(tokens.size() - 1), random.pick(tokens), random.pick(tokens));
    }

    private void revoke(SimulatedProcess process, SimulatedToken token) {
        if (random.chance(0.3)) {
            process.revokeAll(token.owner());
        } else {
            process.revoke(token);
        }
    }

    /** Tokens of all owners, all tokens of an owner, or all but one. */
    private TokenQuery query(SimulatedToken token) {
        TokenQuery all = TokenQuery.of(token.owner()).which(TokenQuery.Which.ALL);
        return random.pick(List.of(
                TokenQuery.all()
                        .labelContains(String.valueOf(token.row().token().label())),
                TokenQuery.all().labelContains("laptop"),
                all,
                all.except(token.id())));
    }

    private Duration grace() {
        return Duration.ofNanos(random.anyMagnitude(SHORTEST_GRACE, LONGEST_GRACE));
    }
}
