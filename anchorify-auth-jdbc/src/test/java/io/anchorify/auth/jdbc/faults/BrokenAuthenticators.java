package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.TokenAuthenticator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Authenticators with planted mistakes, which the checker must find. */
final class BrokenAuthenticators {

    /** A prime, so that every token of the window is hit in turn. */
    private static final int REFUSAL_INTERVAL = 101;

    private BrokenAuthenticators() {}

    static TokenAuthenticator of(NodeOptions.Behavior behavior, TokenAuthenticator correct) {
        return switch (behavior) {
            case CORRECT -> correct;
            case NEVER_FORGETTING -> neverForgetting(correct);
            case REFUSING_AT_RANDOM -> refusingAtRandom(correct);
        };
    }

    private static TokenAuthenticator neverForgetting(TokenAuthenticator correct) {
        Map<String, Authentication> accepted = new ConcurrentHashMap<>();
        return presented -> {
            Authentication known = accepted.get(presented);
            return known != null ? known : remember(accepted, presented, correct.authenticate(presented));
        };
    }

    private static Authentication remember(
            Map<String, Authentication> accepted, String presented, Authentication response) {
        if (response instanceof Authentication.Authenticated) {
            accepted.put(presented, response);
        }
        return response;
    }

    private static TokenAuthenticator refusingAtRandom(TokenAuthenticator correct) {
        AtomicLong requests = new AtomicLong();
        return presented -> correct.authenticate(requests.incrementAndGet() % REFUSAL_INTERVAL == 0 ? "" : presented);
    }
}
