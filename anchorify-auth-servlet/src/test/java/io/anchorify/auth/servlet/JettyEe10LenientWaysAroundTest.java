package io.anchorify.auth.servlet;

import java.util.List;
import org.eclipse.jetty.http.UriCompliance;

/**
 * A container that lets everything through which it refuses otherwise. Jetty then looks for filters by another form of
 * the path than for servlets: {@code /api%2fx} leads to the servlet at {@code /api/*}, and past all filters that are
 * mapped to it. A filter for everything is not passed by.
 */
class JettyEe10LenientWaysAroundTest extends WaysAroundContract {

    @Override
    protected Container newContainer() {
        return new JettyEe10(UriCompliance.UNSAFE);
    }

    @Override
    protected List<String> filterMappings() {
        return List.of("/*");
    }
}
