package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the listeners of one filter what it decided, so that none of them can change it or silence another. */
final class Listeners {

    private static final Logger LOGGER = System.getLogger(FilterListener.class.getName());

    private final List<FilterListener> listeners;
    private final AtomicBoolean warned = new AtomicBoolean();

    Listeners(List<FilterListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void tell(Decision decision, HttpServletRequest request, boolean queryToken) {
        if (listeners.isEmpty() || !isNews(decision, request)) {
            return;
        }
        FilterEvent event = FilterEvent.of(decision, request, queryToken);
        for (FilterListener listener : listeners) {
            tell(listener, event);
        }
    }

    /** A request that goes on through further dispatches as it was admitted is still one request. */
    private static boolean isNews(Decision decision, HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST || !(decision instanceof Decision.PassOn);
    }

    // Errors too: a listener that misses a class of its metrics library throws one on every request.
    private void tell(FilterListener listener, FilterEvent event) {
        try {
            listener.decided(event);
        } catch (Throwable e) {
            Level level = warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
            LOGGER.log(level, "A listener of the filter failed; further failures are logged on debug level", e);
        }
    }
}
