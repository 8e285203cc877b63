package io.anchorify.auth.spring;

import io.anchorify.auth.TokenServiceBuilder;

/** Changes the options of the service that the auto-configuration creates. Define it as a bean; several apply in their order. */
@FunctionalInterface
public interface TokenServiceCustomizer {

    /**
     * Called once, after the properties and the listeners were applied and before the service is built.
     *
     * @param builder the options of the service
     */
    void customize(TokenServiceBuilder builder);
}
