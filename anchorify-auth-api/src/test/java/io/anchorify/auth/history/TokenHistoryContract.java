package io.anchorify.auth.history;

import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories on two nodes agree with plain values in memory, whatever the policy. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
public abstract class TokenHistoryContract {

    private static final int STEPS = 30;
    private static final long SEED = Long.getLong("anchorify.seed", System.nanoTime());

    /** Stores of two nodes that share their tokens. */
    protected abstract List<TokenStore> storesOfNodes() throws Exception;

    /** How many histories run. */
    protected abstract int histories();

    static List<TokenPolicy> policies() {
        Duration hours = Duration.ofHours(10);
        return List.of(
                TokenPolicy.none(),
                TokenPolicy.none().maximumLifetime(hours).defaultLifetime(Duration.ofHours(5)),
                TokenPolicy.none().maximumIdle(Duration.ofMinutes(30)),
                TokenPolicy.none().maximumTokens(3));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void randomHistories_agreeWithTheReference(TokenPolicy policy) throws Exception {
        TestTime time = new TestTime();
        List<TokenService> nodes = storesOfNodes().stream()
                .map(store -> TokenServices.build(
                        TokenService.builder(store).policy(policy).lastUsedInterval(ReferenceToken.LAST_USED_INTERVAL),
                        time))
                .toList();
        try {
            Stream.iterate(SEED, seed -> seed + 1)
                    .limit((histories() + 3) / 4)
                    .forEach(seed -> run(new TokenHistory(nodes, time, policy, seed), seed));
        } finally {
            nodes.forEach(TokenService::close);
        }
    }

    private static void run(TokenHistory history, long seed) {
        try {
            history.run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("The history with -Danchorify.seed=" + seed + " failed", e);
        }
    }
}
