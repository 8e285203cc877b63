package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The bean {@link TestTokens}. */
@AutoConfiguration(after = AnchorifyAuthAutoConfiguration.class)
@ConditionalOnSingleCandidate(TokenService.class)
public final class TestTokensAutoConfiguration {

    TestTokensAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    TestTokens anchorifyTestTokens(TokenService tokens) {
        return new TestTokens(tokens);
    }
}
