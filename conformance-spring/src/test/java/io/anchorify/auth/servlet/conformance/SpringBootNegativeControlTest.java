package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mutated URIs find a protection that has a hole: without Spring Security, a filter that is mapped to {@code /api/*}; with it, a
 * chain for one segment below {@code /api}, as {@code securityMatcher("/api/*")} is.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inEachContainer")
class SpringBootNegativeControlTest extends RouterCase {

    private static final int URIS = 300;

    @Override
    void protect(Application application, TokenService tokens) {
        boolean hasSecurity = deployment.container().hasSpringSecurity();
        application.filter(
                hasSecurity ? "/api/{segment}" : "/api/*",
                EnumSet.allOf(DispatcherType.class),
                BearerTokenFilter.builder(tokens).build());
        application.filter(
                "/secret",
                EnumSet.allOf(DispatcherType.class),
                BearerTokenFilter.builder(tokens).build());
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

    @Test
    void mutatedUris_findAHoleInTheProtection() throws IOException {
        assertThat(get("/api/x").status()).isEqualTo(401);
        assertThat(get("/secret").status()).isEqualTo(401);

        RouterBypassCase.sendMutatedUris(this, URIS, "");

        assertThat(handler.unauthenticatedRequests()).isNotEmpty();
    }
}
