package io.anchorify.auth.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.metrics.FilterMetrics;
import io.anchorify.auth.servlet.metrics.TokenServiceMetrics;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import io.anchorify.auth.spring.AnchorifyFilterAutoConfiguration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ActuateAutoConfigurationTest {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AnchorifyAuthAutoConfiguration.class,
                    AnchorifyFilterAutoConfiguration.class,
                    AnchorifyEndpointAutoConfiguration.class,
                    AnchorifyHealthAutoConfiguration.class,
                    AnchorifyMetricsAutoConfiguration.class))
            .withBean(TokenStore.class, TokenStore::inMemory)
            .withPropertyValues("anchorify.auth.protected-paths=/api/*");

    private final WebApplicationContextRunner measured = application.withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class));

    @Test
    void health_unlessDisabled_isReported() {
        application.run(context -> assertThat(context)
                .getBean("anchorifyHealthIndicator", AnchorifyHealthIndicator.class)
                .extracting(indicator -> indicator.health().getStatus().getCode())
                .isEqualTo("UP"));
        application
                .withPropertyValues("management.health.anchorify.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(AnchorifyHealthIndicator.class));
    }

    @Test
    void endpoint_unlessExposed_doesNotExist() {
        application.run(context -> assertThat(context).doesNotHaveBean(AnchorifyEndpoint.class));
        application
                .withPropertyValues("management.endpoints.web.exposure.include=anchorify")
                .run(context -> assertThat(context).hasSingleBean(AnchorifyEndpoint.class));
    }

    @Test
    void metrics_withARegistry_areThoseOfTheDocumentation() {
        measured.run(context -> {
            SimpleMeterRegistry documented = new SimpleMeterRegistry();
            new FilterMetrics(documented);
            new TokenServiceMetrics(context.getBean(TokenService.class)).bindTo(documented);

            assertThat(meters(context.getBean(MeterRegistry.class))).hasSize(43).isEqualTo(meters(documented));
        });
    }

    @Test
    void metrics_countRequestsOfTheFilter() {
        measured.run(context -> {
            BearerTokenFilter filter = (BearerTokenFilter)
                    context.getBean(FilterRegistrationBean.class).getFilter();
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/me");
            filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());

            assertThat(context.getBean(MeterRegistry.class)
                            .get(FilterMetrics.REQUESTS)
                            .tag("outcome", "no_token")
                            .counter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void application_withoutMicrometer_starts() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TokenService.class));
    }

    private static Set<Meter.Id> meters(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("anchorify."))
                .collect(Collectors.toSet());
    }
}
