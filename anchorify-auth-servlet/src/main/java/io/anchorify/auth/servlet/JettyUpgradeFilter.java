package io.anchorify.auth.servlet;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's {@code WebSocketUpgradeFilter}, which answers WebSocket upgrades of every path. Jetty puts it in front of all filters
 * when the first endpoint is added. The servlet API does not tell the order of filters, so this class asks Jetty by reflection,
 * which works for every version of Jakarta EE.
 */
final class JettyUpgradeFilter {

    private static final String SIMPLE_NAME = ".WebSocketUpgradeFilter";

    private JettyUpgradeFilter() {}

    /** Its name, or null if the context has none. */
    static @Nullable String nameIn(ServletContext context) {
        Map<String, ? extends FilterRegistration> filters = context.getFilterRegistrations();
        if (filters == null) {
            return null;
        }
        return filters.entrySet().stream()
                .filter(filter ->
                        String.valueOf(filter.getValue().getClassName()).endsWith(SIMPLE_NAME))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Whether the first mapping of one filter comes before the first mapping of another. */
    static boolean isBefore(ServletContext context, String filter, String other) throws ReflectiveOperationException {
        Object servlets = get(get(context, "getContextHandler"), "getServletHandler");
        for (Object mapping : (Object[]) get(servlets, "getFilterMappings")) {
            Object name = get(mapping, "getFilterName");
            if (name.equals(filter) || name.equals(other)) {
                return name.equals(filter);
            }
        }
        return false;
    }

    private static Object get(Object object, String getter) throws ReflectiveOperationException {
        return object.getClass().getMethod(getter).invoke(object);
    }
}
