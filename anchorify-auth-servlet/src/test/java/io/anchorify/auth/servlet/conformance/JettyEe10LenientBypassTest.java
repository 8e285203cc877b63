package io.anchorify.auth.servlet.conformance;

import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jetty that accepts ambiguous URIs. It then matches filters and servlets against different forms of the path: {@code
 * /api%2fx} reaches the servlet at {@code /api/*}, but no filter that is mapped to it. A filter mapped to {@code /*} is not
 * bypassed.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("lenient")
class JettyEe10LenientBypassTest extends BypassCase {

    static List<Deployment> lenient() {
        return List.of(new Deployment(new JettyEe10(UriCompliance.UNSAFE), Variant.CODE));
    }

    @Override
    List<String> filterMappings() {
        return List.of("/*");
    }
}
