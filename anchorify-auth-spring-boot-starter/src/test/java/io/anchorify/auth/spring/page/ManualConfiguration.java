package io.anchorify.auth.spring.page;

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

/** The beans of an application without the starter. */
@Configuration(proxyBeanMethods = false)
class ManualConfiguration {

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    TokenService tokens(DataSource dataSource) {
        return TokenService.builder(JdbcTokenStore.on(dataSource).createSchema())
                .build();
    }

    @Bean
    FilterRegistrationBean<BearerTokenFilter> tokenFilter(TokenService tokens) {
        BearerTokenFilter filter =
                BearerTokenFilter.builder(tokens).protect("/api/*").build();
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }
}
