package io.anchorify.auth.spring;

import io.anchorify.auth.servlet.BearerTokenFilterBuilder;

/**
 * Changes the options of the filter that the auto-configuration creates, for instance to add scopes by method and path. Define it
 * as a bean; several apply in their order.
 */
@FunctionalInterface
public interface BearerTokenFilterCustomizer {

    /**
     * Called once, after the properties and the listeners were applied and before the filter is built.
     *
     * @param builder the options of the filter
     */
    void customize(BearerTokenFilterBuilder builder);
}
