package io.anchorify.auth;

/**
 * Receives what happens to tokens. Use it to write an audit log or to notify owners.
 *
 * <pre>{@code
 * TokenService tokens = TokenService.builder(TokenStore.inMemory())
 *         .listener(TokenListener.logging())
 *         .build();
 * }</pre>
 *
 * <p>Called on one thread of the service, one event after another, after the change was committed. The caller of the change does
 * not wait for it. Of all services on one store, only the one that made a change reports it.
 *
 * <p>Events are not durable. They are lost if the process dies, and dropped while 10,000 of them wait for a slow listener; {@link
 * TokenServiceStats#events()} counts dropped events. What must never be lost is in the store, as part of the change itself: see
 * {@link Token}.
 */
@FunctionalInterface
public interface TokenListener {

    /**
     * Receives an event. It may call the service, but must not close it. An exception is logged, once until the listener
     * succeeds again; other listeners and later events are not affected.
     *
     * @param event what happened
     */
    void onEvent(TokenEvent event);

    /**
     * A listener that logs each event as one line at level {@code INFO}, to the logger with the name of this interface. Texts that
     * come from users, such as labels, are quoted, and control characters in them are escaped. No line contains a secret or a
     * hash.
     *
     * @return the listener
     */
    static TokenListener logging() {
        return new LoggingTokenListener();
    }
}
