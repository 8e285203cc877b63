package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deploys an invalid filter. Some containers then fail to start; others run without the application. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BrokenConfigurationTest {

    @ParameterizedTest
    @MethodSource("described")
    void application_withAnInvalidFilter_isNotServed(Deployment deployment) throws Exception {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build();
                RunningApplication running = RunningApplication.start(
                        deployment.container(), deployment.variant(), application -> describe(application, tokens))) {
            Answer answer = RawHttp.get(running.port(), deployment.variant().contextPath() + "/open/x");
            assertThat(answer.status()).isIn(404, 503);
            assertThat(answer.body()).doesNotContain("owner=");
        } catch (Exception e) {
            assertThat(e)
                    .hasStackTraceContaining("The init parameter mode must be required or optional, not 'Required'");
        }
    }

    static List<Deployment> described() {
        return Deployment.all().stream()
                .filter(deployment -> deployment.variant() == Variant.WEB_XML)
                .toList();
    }

    private static void describe(Application application, TokenService tokens) {
        application.protect(
                "/api/*",
                EnumSet.allOf(DispatcherType.class),
                tokens,
                options -> options.optional(),
                "mode",
                "Required");
        application.servlet(new Servlets.Echo(), "/api/*", "/open/*");
    }
}
