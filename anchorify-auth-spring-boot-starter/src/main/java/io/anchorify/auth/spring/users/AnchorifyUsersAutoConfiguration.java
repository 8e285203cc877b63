package io.anchorify.auth.spring.users;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

/** Creates {@link AnchorifyUsers}. */
@AutoConfiguration(after = {AnchorifyAuthAutoConfiguration.class, AnchorifySuspensionAutoConfiguration.class})
@ConditionalOnSingleCandidate(TokenService.class)
public final class AnchorifyUsersAutoConfiguration {

    AnchorifyUsersAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    AnchorifyUsers anchorifyUsers(TokenService tokens, ObjectProvider<UserStatusCache> cache) {
        return new AnchorifyUsers(tokens, cache.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingClass("org.springframework.security.core.userdetails.UserDetailsService")
    @ConditionalOnBooleanProperty(name = "anchorify.auth.suspend-disabled-users")
    SmartInitializingSingleton anchorifySuspensionRefusal() {
        return () -> {
            throw new InvalidConfigurationPropertyValueException(
                    "anchorify.auth.suspend-disabled-users",
                    true,
                    "Spring Security is not on the class path. Add spring-boot-starter-security, or set the property to"
                            + " false.");
        };
    }
}
