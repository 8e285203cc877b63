package io.anchorify.auth.spring.actuate;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Adds the endpoint {@code anchorify}, if the application exposes it. */
@AutoConfiguration(after = AnchorifyAuthAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnSingleCandidate(TokenService.class)
@ConditionalOnAvailableEndpoint(AnchorifyEndpoint.class)
public final class AnchorifyEndpointAutoConfiguration {

    AnchorifyEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    AnchorifyEndpoint anchorifyEndpoint(TokenService tokens, ObjectProvider<TokenStore> stores) {
        return new AnchorifyEndpoint(tokens, stores.getIfUnique() instanceof JdbcTokenStore store ? store : null);
    }
}
