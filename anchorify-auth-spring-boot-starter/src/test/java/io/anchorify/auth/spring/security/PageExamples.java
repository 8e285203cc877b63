package io.anchorify.auth.spring.security;

import static io.anchorify.auth.spring.security.AnchorifyTokensConfigurer.anchorifyTokens;

import io.anchorify.auth.AdminToken;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The snippets of {@code docs/spring-security.md}. */
class PageExamples {

    private PageExamples() {}

    @RestController
    static class Controller {

        @GetMapping("/api/me")
        String me(@AuthenticationPrincipal TokenPrincipal token) {
            return token.owner();
        }

        @PostMapping("/api/documents")
        @PreAuthorize("hasAuthority('SCOPE_documents:write')")
        void publish(TokenPrincipal token) {
            published = token.owner();
        }

        String published = "";

        @GetMapping("/api/reports")
        @RequireScope("reports")
        String reports() {
            return "reports";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    static class Chains {

        @Bean
        SecurityFilterChain api(HttpSecurity http) {
            return http.securityMatcher("/api/**")
                    .with(anchorifyTokens(), Customizer.withDefaults())
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/api/documents/**")
                            .hasAuthority("SCOPE_documents:read")
                            .anyRequest()
                            .authenticated())
                    .build();
        }

        @Bean
        SecurityFilterChain operations(HttpSecurity http, TokenAuthenticator both) {
            BearerTokenFilter filter =
                    BearerTokenFilter.builder(both).realm("operations").build();
            return http.securityMatcher("/operations/**")
                    .with(anchorifyTokens(filter), Customizer.withDefaults())
                    .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority("SCOPE_" + AdminToken.ROLE))
                    .build();
        }

        @Bean
        TokenAuthenticator both(TokenService tokens) {
            return AdminToken.of(SecuredApplication.ADMIN).orElse(tokens);
        }

        @Bean
        static AnnotationTemplateExpressionDefaults templates() {
            return new AnnotationTemplateExpressionDefaults();
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @PreAuthorize("hasAuthority('SCOPE_{value}')")
    @interface RequireScope {

        String value();
    }
}
