package io.anchorify.auth.spring.page;

import io.anchorify.auth.TokenListener;
import io.anchorify.auth.spring.BearerTokenFilterCustomizer;
import io.anchorify.auth.spring.TokenServiceCustomizer;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The customizers of the page. */
@Configuration(proxyBeanMethods = false)
class CustomizedConfiguration {

    private final Set<String> suspended = Set.of("mallory");

    @Bean
    TokenServiceCustomizer suspendedOwners() {
        return service -> service.suspendedOwners(suspended::contains);
    }

    @Bean
    BearerTokenFilterCustomizer scopes() {
        return filter -> filter.scopesFor("GET", "/api/documents/*", "documents:read")
                .scopesFor("POST", "/api/documents/*", "documents:write");
    }

    @Bean
    TokenListener audit() {
        return TokenListener.logging();
    }
}
