package io.anchorify.benchmarks.store;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.TokenService;
import java.time.Duration;

/** What is done with every service that is measured. */
final class Nodes {

    private static final Duration LONGEST_JOIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(1);

    private Nodes() {}

    /** A service that may answer from its cache: it follows the changes of the others. Its cache is empty. */
    static TokenService joined(TokenService service) {
        String unknown = TokenSeries.unused(Short.MAX_VALUE).secret(0);
        long end = System.nanoTime() + LONGEST_JOIN.toNanos();
        while (!service.stats().node().termValid()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The node does not come to follow the changes");
            }
            service.authenticate(unknown);
            Threads.pause(LOOK);
        }
        return service;
    }

    /** Adds the first tokens of a series, one after the other. */
    static void add(TokenService service, TokenSeries series, int count) {
        service.importTokens(sink -> {
            for (int i = 0; i < count; i++) {
                sink.add(series.row(i));
            }
        });
    }

    /** A call for one of these tokens, which all are good. */
    static boolean accepted(TokenService service, String secret) {
        if (service.authenticate(secret) instanceof Authentication.Authenticated) {
            return true;
        }
        throw new IllegalStateException("A good token was refused");
    }
}
