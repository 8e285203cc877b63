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

/** One service for the whole application, on its data source, and the filter in front of its API. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** Depends on the data source, so Spring closes it first and pending last-used times are written. */
    @Bean(destroyMethod = "close")
    TokenService tokens(DataSource dataSource) {
        return TokenService.builder(JdbcTokenStore.on(dataSource).createSchema())
                .build();
    }

    /** A registration, because Boot maps a filter bean to every path. */
    @Bean
    FilterRegistrationBean<BearerTokenFilter> tokenFilter(TokenService tokens) {
        BearerTokenFilter filter = BearerTokenFilter.builder(tokens).build();
        return registration(filter, "/api/*", EnumSet.allOf(DispatcherType.class));
    }

    /** Restores the principal on Boot's error page, which is outside the API. Optional, because the page is public. */
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
