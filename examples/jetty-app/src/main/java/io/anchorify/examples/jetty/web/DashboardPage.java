package io.anchorify.examples.jetty.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard shows.
 *
 * @param visitor who looks at it
 * @param once the id of its form, which can be sent once
 * @param active the newest active tokens
 * @param moreActive whether there are more of them
 * @param ended the newest revoked and expired tokens
 * @param moreEnded whether there are more of them
 * @param issued the token that was just issued, or {@code null}
 * @param notice what has just happened, or {@code null}
 * @param label what stands in the form
 * @param labelProblem what is wrong with it, or {@code null}
 */
public record DashboardPage(
        Visitor visitor,
        String once,
        List<TokenRow> active,
        boolean moreActive,
        List<TokenRow> ended,
        boolean moreEnded,
        @Nullable Issued issued,
        @Nullable String notice,
        String label,
        @Nullable String labelProblem) {

    /**
     * A secret that is shown this once.
     *
     * @param secret the cleartext
     * @param command what signs in with it on a command line
     */
    public record Issued(String secret, String command) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }
}
