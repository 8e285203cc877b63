package io.anchorify.auth.web.internal.admin;

import org.jspecify.annotations.Nullable;

/**
 * What an administrator confirms before tokens are revoked.
 *
 * @param filter which tokens
 * @param count how many these are now; {@code null} if the store did not count them in time
 * @param once the single-use id of the form
 * @param reason what was typed as the reason
 * @param problem the key of a text that says why nothing was revoked yet, or {@code null}
 */
public record Confirmation(
        AdminFilter filter,
        @Nullable Long count,
        String once,
        String reason,
        @Nullable String problem) {

    /** Whether there is anything to confirm. All tokens of all owners must be counted. */
    public boolean isPossible() {
        return count == null ? !filter.isEmpty() : count > 0;
    }
}
