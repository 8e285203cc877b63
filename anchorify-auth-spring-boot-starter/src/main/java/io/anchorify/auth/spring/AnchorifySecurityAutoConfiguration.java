package io.anchorify.auth.spring;

import static io.anchorify.auth.spring.security.AnchorifyTokensConfigurer.anchorifyTokens;

import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.servlet.FilterListener;
import io.anchorify.auth.spring.AnchorifyAuthProperties.Mode;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingFilterBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Protects {@code anchorify.auth.protected-paths} in an application with Spring Security. The chain covers the protected requests
 * that no chain of the application accepts tokens for. To replace it, define a bean named {@code anchorifySecurityFilterChain}.
 */
@AutoConfiguration(
        // After the default chain of Boot, which then still protects everything else.
        after = {AnchorifyAuthAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "anchorify.auth.enabled", matchIfMissing = true)
@ConditionalOnClass(HttpSecurity.class)
@ConditionalOnBean({TokenService.class, HttpSecurity.class})
public final class AnchorifySecurityAutoConfiguration {

    /** The order of the chain: before chains without an order, and before those with a greater one. */
    public static final int CHAIN_ORDER = -100;

    AnchorifySecurityAutoConfiguration() {}

    @Bean(ProtectedRequests.CHAIN_NAME)
    @Order(CHAIN_ORDER)
    @Conditional(OnProtectedPaths.class)
    @ConditionalOnMissingBean(name = ProtectedRequests.CHAIN_NAME)
    SecurityFilterChain anchorifySecurityFilterChain(
            HttpSecurity http,
            AnchorifyAuthProperties properties,
            ObjectProvider<TokenAuthenticator> authenticators,
            ObjectProvider<FilterListener> listeners,
            ObjectProvider<BearerTokenFilterCustomizer> customizers,
            ListableBeanFactory beans) {
        BearerTokenFilter filter = FilterFactory.create(
                properties,
                Authenticators.select(authenticators),
                listeners.orderedStream().toList(),
                customizers.orderedStream().toList());
        return http.securityMatcher(new ProtectedRequests(filter, beans))
                .with(anchorifyTokens(filter), Customizer.withDefaults())
                // Nothing that browsers send by themselves counts here.
                .csrf(CsrfConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> authorize(properties, requests))
                .build();
    }

    /** The filter has decided before. Other mechanisms count only if the application adds them to every {@link HttpSecurity}. */
    private static void authorize(
            AnchorifyAuthProperties properties,
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        if (properties.mode() == Mode.OPTIONAL) {
            requests.anyRequest().permitAll();
            return;
        }
        if (properties.preflight()) {
            requests.requestMatchers(CorsUtils::isPreFlightRequest).permitAll();
        }
        requests.anyRequest().authenticated();
    }

    /** Starts a filter of the application: a new builder for each, with what all filters have in common. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @ConditionalOnMissingBean
    BearerTokenFilterBuilder anchorifyTokenFilterBuilder(
            AnchorifyAuthProperties properties,
            ObjectProvider<TokenAuthenticator> authenticators,
            ObjectProvider<FilterListener> listeners,
            ObjectProvider<BearerTokenFilterCustomizer> customizers) {
        BearerTokenFilterBuilder builder =
                BearerTokenFilter.builder(Authenticators.select(authenticators)).realm(properties.realm());
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder;
    }

    /** Applies to every chain, also to those without tokens. */
    @Bean
    Customizer<HttpSecurity> anchorifyTokenIdentity(ObjectProvider<SecurityContextHolderStrategy> holder) {
        TokenIdentityFilter filter =
                new TokenIdentityFilter(holder.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
        return http -> http.addFilterBefore(filter, HeaderWriterFilter.class);
    }

    /** Refuses an application in which nothing would accept a token: its only chain is that of Boot. */
    @Bean
    @Conditional(OnProtectedPaths.None.class)
    @ConditionalOnBean(name = "defaultSecurityFilterChain")
    @ConditionalOnMissingFilterBean(BearerTokenFilter.class)
    static BeanFactoryPostProcessor anchorifyNothingProtected() {
        return beans -> {
            throw StartupException.nothingProtected();
        };
    }

    /** The parameters of handlers in Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RequestMappingHandlerAdapter.class)
    static class Parameters {

        @Bean
        static BeanPostProcessor anchorifyPrincipalParameters() {
            return new PrincipalParameters();
        }
    }
}
