package io.anchorify.auth.spring.page;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.spring.AnchorifyDataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data sources of the page. */
@Configuration(proxyBeanMethods = false)
class TwoDataSourcesConfiguration {

    @Bean(defaultCandidate = false)
    @AnchorifyDataSource
    @ConfigurationProperties("tokens.datasource")
    HikariDataSource tokenDataSource() {
        return new HikariDataSource();
    }
}
