package io.anchorify.auth.servlet.conformance;

import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A container that lets everything through which it refuses otherwise. Jetty then looks for filters by another form of
 * the path than for servlets: {@code /api%2fx} leads to the servlet at {@code /api/*}, and past all filters that are
 * mapped to it. A filter for everything is not passed by.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("lenient")
class JettyEe10LenientWaysAroundTest extends WaysAroundCase {

    static List<Deployment> lenient() {
        return List.of(new Deployment(new JettyEe10(UriCompliance.UNSAFE), Variant.CODE));
    }

    @Override
    List<String> filterMappings() {
        return List.of("/*");
    }
}
