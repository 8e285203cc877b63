package io.anchorify.auth.servlet;

/**
 * Receives the decisions of a {@link BearerTokenFilter}, for logs and metrics.
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(tokens)
 *         .listener(event -> System.getLogger("access").log(System.Logger.Level.INFO, event.outcome().name()))
 *         .build();
 * }</pre>
 *
 * <p>On a {@code REQUEST} dispatch the listener is called once for every decision, before the request proceeds or is
 * rejected. On other dispatches it is called only if the request is rejected, or if its token was not authenticated
 * before.
 *
 * <p>A filter without listeners creates no events.
 */
@FunctionalInterface
public interface FilterListener {

    /**
     * Called concurrently, on the threads of the requests, which wait for it: return quickly and leave slow work to another
     * thread. A listener cannot change the decision. An exception is logged, the first as a warning and later ones at debug
     * level, and is not propagated.
     *
     * @param event the decision; it may be kept, because it refers to no object of the container
     */
    void decided(FilterEvent event);
}
