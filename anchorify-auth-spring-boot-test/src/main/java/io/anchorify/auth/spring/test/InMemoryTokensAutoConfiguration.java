package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** A store in memory, unless the application or the test defines a store or a service itself. */
@AutoConfiguration(before = AnchorifyAuthAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "anchorify.auth.enabled", matchIfMissing = true)
public final class InMemoryTokensAutoConfiguration {

    InMemoryTokensAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean({TokenStore.class, TokenService.class})
    TokenStore anchorifyInMemoryTokenStore() {
        return TokenStore.inMemory();
    }
}
