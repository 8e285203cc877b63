package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Spring Security as a resource server with opaque tokens. Its introspector asks an authorization server on every
 * request; here, as its manual proposes for that, it is one that caches, by the hash of a token.
 */
final class SpringPeer {

    private SpringPeer() {}

    /** The chain as {@code http.oauth2ResourceServer(opaqueToken)} builds it, with everything that is on by default. */
    @SuppressWarnings("resource") // The filter is of it, and both last as long as the process.
    static Filter byDefault(Tokens tokens) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(OpaqueTokenIntrospector.class, () -> introspector(tokens));
        context.register(DefaultChain.class);
        context.refresh();
        return context.getBean("springSecurityFilterChain", Filter.class);
    }

    /**
     * What a request needs of it and no more: the token, the principal on the request, and 401 for who has none. No
     * headers, no CSRF token, no logout, no saved request, no anonymous user, no security context of an earlier request.
     */
    static Filter trimmed(Tokens tokens) throws Exception {
        SecurityContextHolderAwareRequestFilter principal = new SecurityContextHolderAwareRequestFilter();
        principal.afterPropertiesSet();
        List<Filter> filters = List.of(
                new BearerTokenAuthenticationFilter(
                        new ProviderManager(new OpaqueTokenAuthenticationProvider(introspector(tokens)))),
                principal,
                new ExceptionTranslationFilter(new BearerTokenAuthenticationEntryPoint()),
                new AuthorizationFilter(AuthenticatedAuthorizationManager.authenticated()));
        FilterChainProxy proxy =
                new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters));
        proxy.afterPropertiesSet();
        return proxy;
    }

    private static OpaqueTokenIntrospector introspector(Tokens tokens) {
        HashedCache<OAuth2AuthenticatedPrincipal> cache = new HashedCache<>(tokens.cacheSize());
        tokens.forEach((token, owner) -> cache.add(token, introspected(owner)));
        return token -> {
            OAuth2AuthenticatedPrincipal principal = cache.find(token);
            if (principal == null) {
                throw new BadOpaqueTokenException("Provided token isn't active");
            }
            return principal;
        };
    }

    private static OAuth2AuthenticatedPrincipal introspected(String owner) {
        Map<String, Object> attributes = Map.of("active", true, "sub", owner);
        return new DefaultOAuth2AuthenticatedPrincipal(owner, attributes, AuthorityUtils.NO_AUTHORITIES);
    }

    /** The shortest configuration of a resource server in its manual. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class DefaultChain {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.opaqueToken(Customizer.withDefaults()))
                    .build();
        }
    }
}
