package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcConfigurerAdapter;
import org.springframework.web.context.WebApplicationContext;

/** Makes the requests of {@code MockMvc} carry the token of the test. */
@AutoConfiguration
@ConditionalOnClass(MockMvcBuilderCustomizer.class)
public final class MockMvcTokensAutoConfiguration {

    MockMvcTokensAutoConfiguration() {}

    @Bean
    CurrentToken anchorifyCurrentToken(ObjectProvider<TokenService> tokens) {
        return new CurrentToken(tokens);
    }

    @Bean
    MockMvcBuilderCustomizer anchorifyMockMvcCustomizer(CurrentToken token) {
        return builder -> builder.apply(new MockMvcConfigurerAdapter() {
            @Override
            public RequestPostProcessor beforeMockMvcCreated(
                    ConfigurableMockMvcBuilder<?> mockMvc, WebApplicationContext context) {
                return token;
            }
        });
    }
}
