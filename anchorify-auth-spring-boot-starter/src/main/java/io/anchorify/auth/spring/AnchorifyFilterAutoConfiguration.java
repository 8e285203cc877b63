package io.anchorify.auth.spring;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.FilterListener;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingFilterBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/**
 * Protects {@code anchorify.auth.protected-paths} in a servlet application without a filter chain of Spring Security. The filter
 * sees every request and every dispatch, and selects the protected ones itself.
 */
@AutoConfiguration(
        after = {AnchorifyAuthAutoConfiguration.class, AnchorifySecurityAutoConfiguration.class},
        afterName = "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "anchorify.auth.enabled", matchIfMissing = true)
@ConditionalOnBean(TokenService.class)
@ConditionalOnMissingBean(type = "org.springframework.security.web.SecurityFilterChain")
public final class AnchorifyFilterAutoConfiguration {

    /**
     * The order of the filter, that of Spring Security: after the filters of Boot that set the encoding, the address, the method
     * and the form of a request, and before those of the application.
     */
    public static final int FILTER_ORDER = -100;

    AnchorifyFilterAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingFilterBean
    FilterRegistrationBean<BearerTokenFilter> anchorifyTokenFilter(
            AnchorifyAuthProperties properties,
            TokenService tokens,
            ObjectProvider<FilterListener> listeners,
            ObjectProvider<BearerTokenFilterCustomizer> customizers) {
        BearerTokenFilter filter = FilterFactory.create(
                properties,
                tokens,
                listeners.orderedStream().toList(),
                customizers.orderedStream().toList());
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    /** Session ids in URLs are not canonical, so the filter would refuse them. Runs after Boot has applied its properties. */
    @Bean
    @ConditionalOnBean(name = "anchorifyTokenFilter")
    ServletContextInitializer anchorifySessionTracking() {
        return SessionTracking::removeUrls;
    }
}
