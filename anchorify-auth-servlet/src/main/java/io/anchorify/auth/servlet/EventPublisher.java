package io.anchorify.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls the listeners of one filter. A listener that throws affects neither the request nor the other listeners. */
final class EventPublisher {

    private static final Logger LOGGER = System.getLogger(FilterListener.class.getName());

    private final List<FilterListener> listeners;
    private final AtomicBoolean warned = new AtomicBoolean();

    EventPublisher(List<FilterListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void publish(Decision decision, HttpServletRequest request, boolean queryToken) {
        if (listeners.isEmpty()) {
            return;
        }
        FilterEvent event = FilterEvent.of(decision, request, queryToken);
        for (FilterListener listener : listeners) {
            publish(listener, event);
        }
    }

    // Errors as well: a listener whose metrics library is missing throws a NoClassDefFoundError on every request.
    private void publish(FilterListener listener, FilterEvent event) {
        try {
            listener.decided(event);
        } catch (Throwable e) {
            Level level = warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
            LOGGER.log(level, "A filter listener failed. Further failures are logged at debug level.", e);
        }
    }
}
