package io.anchorify.examples.spring;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import javax.sql.DataSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One service for the whole application, on the data source that it has anyway, and the filter in front of its API. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** Closed before the data source, which it depends on, so that last-used times are still written. */
    @Bean(destroyMethod = "close")
    TokenService tokens(DataSource dataSource) {
        return TokenService.builder(JdbcTokenStore.on(dataSource).createSchema())
                .build();
    }

    /** A registration and not the bare filter, which Boot would map to every path. */
    @Bean
    FilterRegistrationBean<BearerTokenFilter> tokenFilter(TokenService tokens) {
        BearerTokenFilter filter = BearerTokenFilter.builder(tokens).build();
        return registration(filter, "/api/*", EnumSet.allOf(DispatcherType.class));
    }

    /**
     * Gives the principal to Boot's error page, which lies outside of the API. Optional, for the page is there for
     * everybody.
     */
    @Bean
    FilterRegistrationBean<BearerTokenFilter> errorPageTokenFilter(TokenService tokens) {
        BearerTokenFilter filter = BearerTokenFilter.builder(tokens).optional().build();
        return registration(filter, "/error", EnumSet.of(DispatcherType.ERROR));
    }

    private static FilterRegistrationBean<BearerTokenFilter> registration(
            BearerTokenFilter filter, String path, EnumSet<DispatcherType> dispatches) {
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(path);
        registration.setDispatcherTypes(dispatches);
        return registration;
    }
}
