package io.anchorify.examples.jetty.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of the dashboard page.
 *
 * @param visitor the current user
 * @param once the single-use id of the form
 * @param active the newest active tokens
 * @param moreActive whether the user has more active tokens than shown
 * @param ended the newest ended tokens
 * @param moreEnded whether the user has more ended tokens than shown
 * @param issued the token that was just issued, or {@code null}
 * @param notice the result of the last action, or {@code null}
 * @param label the current value of the label field
 * @param labelProblem why the label was rejected, or {@code null}
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
     * A new token, shown once.
     *
     * @param secret the cleartext
     * @param command the login command with this secret
     */
    public record Issued(String secret, String command) {

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }
}
