package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.TokenAuthenticator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Nodes that do not keep the promise, to show that they are found. */
final class BrokenNodes {

    private static final int SELDOM = 1_000;

    private BrokenNodes() {}

    static TokenAuthenticator of(NodeOptions.Kind kind, TokenAuthenticator honest) {
        return switch (kind) {
            case HONEST -> honest;
            case FORGETFUL -> forgetful(honest);
            case MOODY -> moody(honest);
        };
    }

    private static TokenAuthenticator forgetful(TokenAuthenticator honest) {
        Map<String, Authentication> accepted = new ConcurrentHashMap<>();
        return presented -> {
            Authentication known = accepted.get(presented);
            return known != null ? known : remember(accepted, presented, honest.authenticate(presented));
        };
    }

    private static Authentication remember(
            Map<String, Authentication> accepted, String presented, Authentication answer) {
        if (answer instanceof Authentication.Authenticated) {
            accepted.put(presented, answer);
        }
        return answer;
    }

    private static TokenAuthenticator moody(TokenAuthenticator honest) {
        AtomicLong requests = new AtomicLong();
        return presented -> honest.authenticate(requests.incrementAndGet() % SELDOM == 0 ? "" : presented);
    }
}
