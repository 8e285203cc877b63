package io.anchorify.auth.spring.actuate;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Adds the health indicator {@code anchorify}, unless {@code management.health.anchorify.enabled=false}. */
@AutoConfiguration(after = AnchorifyAuthAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(TokenService.class)
@ConditionalOnEnabledHealthIndicator("anchorify")
public final class AnchorifyHealthAutoConfiguration {

    AnchorifyHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"anchorifyHealthIndicator", "anchorifyHealthContributor"})
    AnchorifyHealthIndicator anchorifyHealthIndicator(TokenService tokens) {
        return new AnchorifyHealthIndicator(tokens);
    }
}
