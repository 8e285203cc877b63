package io.anchorify.auth.spring.users;

import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import io.anchorify.auth.spring.AnchorifyAuthProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Refuses the tokens of suspended users, with {@code anchorify.auth.suspend-disabled-users=true}. */
@AutoConfiguration(before = AnchorifyAuthAutoConfiguration.class)
@ConditionalOnClass(UserDetailsService.class)
@ConditionalOnBooleanProperty(name = "anchorify.auth.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "anchorify.auth.suspend-disabled-users")
public final class AnchorifySuspensionAutoConfiguration {

    AnchorifySuspensionAutoConfiguration() {}

    @Bean
    UserReader anchorifyUserReader(ObjectProvider<UserDetailsService> users) {
        return new UserReader(users);
    }

    @Bean
    UserStatusCache anchorifyUserStatusCache(UserReader reader, AnchorifyAuthProperties properties) {
        return new UserStatusCache(reader::isSuspended, properties.cache().size(), reader::execute);
    }

    /** First, so that a customizer of the application can replace it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SuspendedUsers anchorifySuspendedUsers(UserStatusCache cache) {
        return new SuspendedUsers(cache);
    }

    @Bean
    SmartInitializingSingleton anchorifyUserDetailsServiceCheck(
            ObjectProvider<UserDetailsService> users, ObjectProvider<SuspendedUsers> suspendedUsers) {
        return () -> {
            if (users.getIfUnique() == null) {
                throw refused(
                        "The application has no UserDetailsService, or several of which none is primary. Define one"
                                + " as a bean, or set the property to false.");
            }
            if (!suspendedUsers.getObject().isApplied()) {
                throw refused(
                        "The application builds its TokenService itself. Call suspendedOwners on the builder, and set"
                                + " the property to false.");
            }
        };
    }

    private static InvalidConfigurationPropertyValueException refused(String reason) {
        return new InvalidConfigurationPropertyValueException("anchorify.auth.suspend-disabled-users", true, reason);
    }
}
