package io.anchorify.auth.spring.actuate;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.metrics.FilterMetrics;
import io.anchorify.auth.servlet.metrics.TokenServiceMetrics;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Binds the meters of the service and of the filter to the registry of the application. Spring Boot binds the first because they
 * are a {@code MeterBinder}; the second are a {@code FilterListener}, which the filter gets with all others.
 */
@AutoConfiguration(
        after = AnchorifyAuthAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class AnchorifyMetricsAutoConfiguration {

    AnchorifyMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(TokenService.class)
    TokenServiceMetrics anchorifyServiceMetrics(TokenService tokens) {
        return new TokenServiceMetrics(tokens);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(TokenService.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterMetrics anchorifyFilterMetrics(MeterRegistry registry) {
        return new FilterMetrics(registry);
    }
}
