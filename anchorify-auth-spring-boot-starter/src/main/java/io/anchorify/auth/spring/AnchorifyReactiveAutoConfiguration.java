package io.anchorify.auth.spring;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Stops a reactive application, whose requests no filter would check. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBooleanProperty(name = "anchorify.auth.enabled", matchIfMissing = true)
public final class AnchorifyReactiveAutoConfiguration {

    AnchorifyReactiveAutoConfiguration() {}

    /** Fails before any other bean is created, also with lazy initialization. */
    @Bean
    static BeanFactoryPostProcessor anchorifyReactiveRefusal() {
        return beans -> {
            throw StartupException.reactive();
        };
    }
}
