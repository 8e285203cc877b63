package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
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
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Spring Security as a resource server with opaque tokens and a caching introspector, as its manual proposes. Tuned: the
 * chain has only what such a request needs; no headers, CSRF token, logout, saved request, anonymous user or session.
 */
final class SpringSecurity {

    private SpringSecurity() {}

    static Filter filter(Tokens tokens) throws Exception {
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
        tokens.forEach((token, owner) -> cache.put(token, principalOf(owner)));
        return token -> {
            OAuth2AuthenticatedPrincipal principal = cache.find(token);
            if (principal == null) {
                throw new BadOpaqueTokenException("Provided token isn't active");
            }
            return principal;
        };
    }

    private static OAuth2AuthenticatedPrincipal principalOf(String owner) {
        Map<String, Object> attributes = Map.of("active", true, "sub", owner);
        return new DefaultOAuth2AuthenticatedPrincipal(owner, attributes, AuthorityUtils.NO_AUTHORITIES);
    }
}
