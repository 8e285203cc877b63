package io.anchorify.auth.spring;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** Creates stores and services of the application, too, after its migrations. */
final class TokenBeansDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    TokenBeansDetector() {}

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(TokenStore.class, TokenService.class);
    }
}
