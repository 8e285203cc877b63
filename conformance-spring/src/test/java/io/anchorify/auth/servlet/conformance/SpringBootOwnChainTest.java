package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.testing.Effort;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens in chains of the application, as {@code securityMatcher("/api/**")} is, instead of the chain of the starter. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@ParameterizedClass(name = "{0}")
@MethodSource("withSecurity")
class SpringBootOwnChainTest extends RouterCase {

    private static final int URIS = Integer.getInteger("anchorify.spring.uris", Effort.pick(500, 10_000, 110_000));

    static List<Deployment> withSecurity() {
        return Deployment.inEachContainer().stream()
                .filter(deployment -> deployment.container().hasSpringSecurity())
                .toList();
    }

    @Override
    void protect(Application application, TokenService tokens) {
        for (String path : List.of("/api/*", "/secret/*")) {
            application.filter(
                    path,
                    EnumSet.allOf(DispatcherType.class),
                    BearerTokenFilter.builder(tokens).build());
        }
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
    void line27a_mutatedUri_withoutAPrincipal_doesNotReachAProtectedHandler() throws IOException {
        assertThat(get("/api/x").status()).isEqualTo(401);
        assertThat(get("/secret").status()).isEqualTo(401);

        RouterBypassCase.sendMutatedUris(this, URIS, "");

        assertThat(handler.unauthenticatedRequests()).isEmpty();
        assertThat(handler.requests()).as("requests to protected handlers").isGreaterThan(URIS / 100);
        assertThat(openHandler.requests()).as("requests to open handlers").isGreaterThan(URIS / 100);
    }
}
