package io.anchorify.auth.spring;

import io.anchorify.auth.TokenListener;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * Creates the service on the data source of the application. The service is created after migrations and closed before the data
 * source. An application with a {@link TokenService} of its own gets none of these beans; with a {@link TokenStore} of its own,
 * the service uses it and closes it.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "anchorify.auth.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AnchorifyAuthProperties.class)
public final class AnchorifyAuthAutoConfiguration {

    AnchorifyAuthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean({TokenStore.class, TokenService.class})
    @DependsOnDatabaseInitialization
    TokenStore anchorifyTokenStore(
            AnchorifyAuthProperties properties,
            ObjectProvider<DataSource> dataSource,
            @AnchorifyDataSource ObjectProvider<DataSource> ownDataSource) {
        DataSource own = ownDataSource.getIfUnique();
        return StoreFactory.create(properties, own != null ? own : dataSource.getIfUnique());
    }

    @Bean
    @ConditionalOnMissingBean
    TokenService anchorifyTokenService(
            AnchorifyAuthProperties properties,
            TokenStore store,
            ObjectProvider<TokenListener> listeners,
            ObjectProvider<TokenServiceCustomizer> customizers) {
        return ServiceFactory.create(
                properties,
                store,
                listeners.orderedStream().toList(),
                customizers.orderedStream().toList());
    }
}
