package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.testing.Effort;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The controllers of an application of Spring Boot, with the path matching that Boot configures. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inEachContainer")
class SpringBootBypassTest extends RouterBypassCase {

    private static final int URIS = Integer.getInteger("anchorify.spring.uris", Effort.pick(500, 10_000, 110_000));

    @Override
    int uris() {
        return URIS;
    }

    @Override
    void addRouter(Application application) {
        application.controller(new SpringMvc.Handlers(handler, openHandler));
    }

    @Override
    HttpServlet router() {
        throw new UnsupportedOperationException("The router is that of Boot");
    }

    @Override
    String routerMapping() {
        return "/";
    }
}
