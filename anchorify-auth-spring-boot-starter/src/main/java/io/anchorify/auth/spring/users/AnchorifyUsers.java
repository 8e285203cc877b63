package io.anchorify.auth.spring.users;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What an application calls when it has changed a user. Inside a transaction of Spring, each method takes effect after the commit,
 * and not at all after a rollback. Safe for concurrent use.
 */
public final class AnchorifyUsers {

    private final TokenService tokens;
    private final @Nullable UserStatusCache cache;

    AnchorifyUsers(TokenService tokens, @Nullable UserStatusCache cache) {
        this.tokens = tokens;
        this.cache = cache;
    }

    /**
     * Revokes all tokens of a user, and waits until no node accepts them.
     *
     * @param username the owner of the tokens
     * @throws TokenStoreException if the store does not answer. Inside a transaction, the caller of its commit gets this; the
     *     password was changed then, and calling again is safe
     */
    public void passwordChanged(String username) {
        afterCommit(() -> tokens.revokeAll(username, null, "password changed"));
    }

    /**
     * Makes this node read the user again when the next token of the user is presented. Other nodes do so within 60 seconds. Has no
     * effect without {@code anchorify.auth.suspend-disabled-users}.
     *
     * @param username the owner of the tokens
     */
    public void userChanged(String username) {
        UserStatusCache users = cache;
        if (users != null) {
            afterCommit(() -> users.evict(username));
        }
    }

    @EventListener
    void on(PasswordChangedEvent event) {
        passwordChanged(event.username());
    }

    @EventListener
    void on(UserChangedEvent event) {
        userChanged(event.username());
    }

    private static void afterCommit(Runnable change) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(change));
        } else {
            change.run();
        }
    }

    /** Runs a change once, unless the transaction was rolled back for certain. */
    private static final class AfterCommit implements TransactionSynchronization {

        private final Runnable change;
        private boolean done;

        AfterCommit(Runnable change) {
            this.change = change;
        }

        @Override
        public void afterCommit() {
            done = true;
            change.run();
        }

        /** For changes that another listener makes after the commit, and for commits whose outcome is unknown. */
        @Override
        public void afterCompletion(int status) {
            if (!done && status != STATUS_ROLLED_BACK) {
                change.run();
            }
        }
    }
}
