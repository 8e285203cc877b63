package io.anchorify.auth.spring.users;

import io.anchorify.auth.TokenServiceBuilder;
import io.anchorify.auth.spring.TokenServiceCustomizer;

/** Makes the service of the auto-configuration refuse the tokens of suspended users. */
final class SuspendedUsers implements TokenServiceCustomizer {

    private final UserStatusCache cache;
    private volatile boolean applied;

    SuspendedUsers(UserStatusCache cache) {
        this.cache = cache;
    }

    @Override
    public void customize(TokenServiceBuilder builder) {
        builder.suspendedOwners(cache::isSuspended);
        applied = true;
    }

    boolean isApplied() {
        return applied;
    }
}
