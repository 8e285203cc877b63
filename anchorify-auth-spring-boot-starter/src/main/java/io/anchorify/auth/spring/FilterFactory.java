package io.anchorify.auth.spring;

import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.servlet.FilterListener;
import io.anchorify.auth.spring.AnchorifyAuthProperties.Mode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds the filter from the properties, the listeners and the customizers. */
final class FilterFactory {

    private FilterFactory() {}

    static BearerTokenFilter create(
            AnchorifyAuthProperties properties,
            TokenAuthenticator tokens,
            List<FilterListener> listeners,
            List<BearerTokenFilterCustomizer> customizers) {
        if (properties.protectedPaths().isEmpty()) {
            throw StartupException.nothingProtected();
        }
        BearerTokenFilterBuilder builder = BearerTokenFilter.builder(tokens);
        apply(properties, tokens, builder);
        listeners.forEach(builder::listener);
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static void apply(
            AnchorifyAuthProperties properties, TokenAuthenticator tokens, BearerTokenFilterBuilder builder) {
        String[] paths = properties.protectedPaths().toArray(String[]::new);
        check("protected-paths", properties.protectedPaths(), tokens, filter -> filter.protect(paths));
        builder.protect(paths);
        check("realm", properties.realm(), tokens, filter -> filter.realm(properties.realm()));
        builder.realm(properties.realm());
        if (!properties.requiredScopes().isEmpty()) {
            String[] scopes = properties.requiredScopes().toArray(String[]::new);
            check("required-scopes", properties.requiredScopes(), tokens, filter -> filter.requiredScopes(scopes));
            builder.requiredScopes(scopes);
        }
        applySwitches(properties, builder);
    }

    /** Builds a filter with one option, because the builder validates all options together. */
    private static void check(
            String property, Object value, TokenAuthenticator tokens, UnaryOperator<BearerTokenFilterBuilder> option) {
        PropertyCheck.check(
                property,
                value,
                () -> option.apply(BearerTokenFilter.builder(tokens)).build());
    }

    private static void applySwitches(AnchorifyAuthProperties properties, BearerTokenFilterBuilder builder) {
        if (properties.mode() == Mode.OPTIONAL) {
            builder.optional();
        }
        if (properties.otherSchemes()) {
            builder.allowOtherSchemes();
        }
        if (properties.preflight()) {
            builder.allowPreflight();
        }
    }
}
