package io.anchorify.auth.servlet.conformance;

import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inEachContainer")
class SpringMvcBypassTest extends RouterBypassCase {

    @Override
    HttpServlet router() {
        return SpringMvc.servlet(handler, openHandler);
    }

    @Override
    String routerMapping() {
        return "/";
    }
}
