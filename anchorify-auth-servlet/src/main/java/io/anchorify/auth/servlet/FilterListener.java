package io.anchorify.auth.servlet;

/**
 * Is told what a {@link BearerTokenFilter} decides, for logs and metrics.
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(tokens)
 *         .listener(event -> System.getLogger("access").log(System.Logger.Level.INFO, event.outcome().name()))
 *         .build();
 * }</pre>
 *
 * <p>On a {@code REQUEST} dispatch, every decision is told, once, before the request goes on or is answered. On the other
 * dispatches, what is refused is told, and a token that is authenticated there for the first time; that a request goes
 * on with the principal that it has already, or goes on without one, is not.
 *
 * <p>A filter without a listener makes no event and calls nothing.
 */
@FunctionalInterface
public interface FilterListener {

    /**
     * Called by any number of threads at once, each with its own request, which waits meanwhile: return at once, and
     * leave slow work to another thread. It cannot change what was decided. Whatever it throws is logged, the first time
     * as a warning and then on debug level, and goes no further.
     *
     * @param event what was decided; it can be kept, for it holds nothing of the container's
     */
    void decided(FilterEvent event);
}
