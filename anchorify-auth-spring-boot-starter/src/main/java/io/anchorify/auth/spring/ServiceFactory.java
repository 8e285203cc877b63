package io.anchorify.auth.spring;

import io.anchorify.auth.TokenFormat;
import io.anchorify.auth.TokenListener;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceBuilder;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthProperties.Schema;
import java.util.List;
import java.util.Map;

/** Builds the service from the properties, the listeners and the customizers. */
final class ServiceFactory {

    private ServiceFactory() {}

    static TokenService create(
            AnchorifyAuthProperties properties,
            TokenStore store,
            List<TokenListener> listeners,
            List<TokenServiceCustomizer> customizers) {
        TokenServiceBuilder builder =
                TokenService.builder(properties.schema() == Schema.NONE ? UnverifiedStore.of(store) : store);
        apply(properties, builder);
        listeners.forEach(builder::listener);
        customizers.forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw refused(properties, e);
        } catch (TokenStoreException e) {
            throw StartupException.refusedDatabase(e);
        }
    }

    private static void apply(AnchorifyAuthProperties properties, TokenServiceBuilder builder) {
        PropertyCheck.check("prefix", properties.prefix(), () -> TokenFormat.withPrefix(properties.prefix()));
        builder.prefix(properties.prefix())
                .cachedTokens(properties.cache().size())
                .cachedFor(properties.cache().age())
                .lastUsedInterval(properties.lastUsedInterval())
                .recordRemoteAddress(properties.recordRemoteAddress())
                .policy(properties.policy().toTokenPolicy());
        for (String prefix : properties.acceptPrefixes()) {
            PropertyCheck.apply("accept-prefixes", prefix, builder, TokenServiceBuilder::acceptPrefix);
        }
        PropertyCheck.apply(
                "purge-ended-after", properties.purgeEndedAfter(), builder, TokenServiceBuilder::purgeEndedAfter);
    }

    /** The builder validates some options when it builds. Its message begins with the option and ends with the value. */
    private static RuntimeException refused(AnchorifyAuthProperties properties, IllegalArgumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return options(properties).entrySet().stream()
                .filter(option -> message.startsWith(option.getKey() + " ")
                        && message.endsWith(" " + option.getValue().value()))
                .findFirst()
                .map(option -> (RuntimeException) PropertyCheck.invalid(
                        option.getValue().name(), option.getValue().value(), refusal))
                .orElse(refusal);
    }

    private static Map<String, Property> options(AnchorifyAuthProperties properties) {
        return Map.of(
                "cachedTokens", new Property("cache.size", properties.cache().size()),
                "cachedFor", new Property("cache.age", properties.cache().age()),
                "lastUsedInterval", new Property("last-used-interval", properties.lastUsedInterval()),
                "purgeEndedAfter", new Property("purge-ended-after", String.valueOf(properties.purgeEndedAfter())));
    }

    private record Property(String name, Object value) {}
}
