package io.anchorify.auth.spring;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionTrackingMode;
import java.util.EnumSet;
import java.util.Set;

/** How a container recognises sessions. */
final class SessionTracking {

    private SessionTracking() {}

    /** Leaves out the mode {@code URL}, which adds {@code ;jsessionid=} to links until a browser has returned a cookie. */
    static void removeUrls(ServletContext context) {
        Set<SessionTrackingMode> modes = EnumSet.noneOf(SessionTrackingMode.class);
        modes.addAll(context.getEffectiveSessionTrackingModes());
        if (modes.remove(SessionTrackingMode.URL)) {
            context.setSessionTrackingModes(modes.isEmpty() ? Set.of(SessionTrackingMode.COOKIE) : modes);
        }
    }
}
