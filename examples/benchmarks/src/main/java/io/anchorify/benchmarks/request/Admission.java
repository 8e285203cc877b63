package io.anchorify.benchmarks.request;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** What a contender has to show before it is measured: that it admits whom it should, as whom it should, and nobody else. */
final class Admission {

    private Admission() {}

    /** Sends a request with a header on its way. */
    interface Way {

        void send(String header, Client client) throws Exception;
    }

    static void check(String contender, Tokens tokens, Way way) throws Exception {
        Client client = new Client();
        for (int i : new int[] {0, tokens.count / 2, tokens.count - 1}) {
            way.send(tokens.header(i), client);
            requireOwner(contender, tokens.owner(i), client.destination.lastArrived());
        }
        way.send(tokens.wrongHeader(), client);
        if (client.destination.arrivals() != 3) {
            throw new IllegalStateException(
                    contender + ": 3 of 4 requests should come through, not " + client.destination.arrivals());
        }
    }

    private static void requireOwner(String contender, String owner, @Nullable Principal principal) {
        if (principal == null || !principal.getName().equals(owner)) {
            throw new IllegalStateException(contender + ": the principal of a good token is " + principal);
        }
    }
}
