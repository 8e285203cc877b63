package io.anchorify.examples.spring;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One service for the whole application, on its data source, and the filter in front of its API. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /**
     * Depends on the data source, so Spring closes it first and pending last-used times are written. Migrations of the
     * application run before, because Flyway refuses to start on a database with other tables.
     */
    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    TokenService tokens(DataSource dataSource) {
        return TokenService.builder(JdbcTokenStore.on(dataSource).createSchema())
                .build();
    }

    /** A registration, because Boot maps a filter bean to {@code REQUEST} alone. Without a pattern, it is mapped to every path. */
    @Bean
    FilterRegistrationBean<BearerTokenFilter> tokenFilter(TokenService tokens) {
        BearerTokenFilter filter =
                BearerTokenFilter.builder(tokens).protect("/api/*").build();
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }
}
