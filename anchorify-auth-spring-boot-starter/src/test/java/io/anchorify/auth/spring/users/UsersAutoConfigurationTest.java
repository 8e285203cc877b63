package io.anchorify.auth.spring.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class UsersAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AnchorifyAuthAutoConfiguration.class,
                    AnchorifySuspensionAutoConfiguration.class,
                    AnchorifyUsersAutoConfiguration.class))
            .withBean(TokenStore.class, TokenStore::inMemory);

    private final ApplicationContextRunner suspending =
            application.withPropertyValues("anchorify.auth.suspend-disabled-users=true");

    @Configuration(proxyBeanMethods = false)
    static class Users {

        /** Uses the service itself, as an application may. */
        @Bean
        InMemoryUserDetailsManager users(ObjectProvider<AnchorifyUsers> users, TokenService tokens) {
            return new InMemoryUserDetailsManager(user("ada", user -> {}));
        }
    }

    @Test
    void tokens_ofSuspendedUsers_areRefused() {
        suspending.withUserConfiguration(Users.class).run(context -> {
            InMemoryUserDetailsManager users = context.getBean(InMemoryUserDetailsManager.class);
            users.createUser(user("disabled", user -> user.disabled(true)));
            users.createUser(user("locked", user -> user.accountLocked(true)));
            users.createUser(user("expired", user -> user.accountExpired(true)));
            users.createUser(user("oldPassword", user -> user.credentialsExpired(true)));

            assertThat(context).doesNotHaveBean(Executor.class);
            assertThat(isAccepted(context, "ada")).isTrue();
            assertThat(isAccepted(context, "oldPassword")).isTrue();
            for (String suspended : new String[] {"disabled", "locked", "expired", "deleted"}) {
                assertThat(isAccepted(context, suspended)).as(suspended).isFalse();
            }
        });
    }

    @Test
    void userChanged_appliesImmediately() {
        suspending.withUserConfiguration(Users.class).run(context -> {
            InMemoryUserDetailsManager users = context.getBean(InMemoryUserDetailsManager.class);
            assertThat(isAccepted(context, "ada")).isTrue();
            users.updateUser(user("ada", user -> user.disabled(true)));
            assertThat(isAccepted(context, "ada")).as("cached").isTrue();

            context.publishEvent(new UserChangedEvent("ada"));
            assertThat(isAccepted(context, "ada")).isFalse();
        });
    }

    @Test
    void passwordChanged_inATransaction_revokesAfterTheCommit() {
        application.run(context -> {
            TokenService tokens = context.getBean(TokenService.class);
            TransactionTemplate transaction = transaction();
            String secret = tokens.issue(TokenRequest.of("ada")).secret().reveal();

            transaction.executeWithoutResult(status -> {
                context.publishEvent(new PasswordChangedEvent("ada"));
                status.setRollbackOnly();
            });
            assertThat(isAccepted(tokens, secret)).as("rolled back").isTrue();

            transaction.executeWithoutResult(status -> {
                context.publishEvent(new PasswordChangedEvent("ada"));
                assertThat(isAccepted(tokens, secret)).as("before the commit").isTrue();
            });
            assertThat(isAccepted(tokens, secret)).as("after the commit").isFalse();
        });
    }

    @Test
    void passwordChanged_byAListenerAfterTheCommit_revokes() {
        application.run(context -> {
            TokenService tokens = context.getBean(TokenService.class);
            String secret = tokens.issue(TokenRequest.of("ada")).secret().reveal();

            transaction()
                    .executeWithoutResult(status ->
                            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                                @Override
                                public void afterCommit() {
                                    context.getBean(AnchorifyUsers.class).passwordChanged("ada");
                                }
                            }));
            assertThat(isAccepted(tokens, secret)).isFalse();
        });
    }

    @Test
    void suspension_withoutUserDetailsService_stopsTheApplication() {
        suspending.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("no UserDetailsService"));
    }

    @Test
    void suspension_withAServiceOfTheApplication_stopsTheApplication() {
        suspending
                .withUserConfiguration(Users.class)
                .withBean(
                        TokenService.class,
                        () -> TokenService.builder(TokenStore.inMemory()).build())
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("builds its TokenService itself"));
    }

    @Test
    void suspension_withoutSpringSecurity_stopsTheApplication() {
        suspending
                .withClassLoader(new FilteredClassLoader(UserDetailsService.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("Spring Security is not on the class path"));
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:users")));
    }

    private static UserDetails user(String name, Consumer<User.UserBuilder> change) {
        User.UserBuilder user = User.withUsername(name).password("{noop}x").roles("USER");
        change.accept(user);
        return user.build();
    }

    private static boolean isAccepted(ApplicationContext context, String owner) {
        TokenService tokens = context.getBean(TokenService.class);
        return isAccepted(tokens, tokens.issue(TokenRequest.of(owner)).secret().reveal());
    }

    private static boolean isAccepted(TokenService tokens, String secret) {
        Authentication answer = tokens.authenticate(secret);
        if (answer instanceof Authentication.Rejected rejected) {
            assertThat(rejected.reason()).isIn(RejectionReason.OWNER_SUSPENDED, RejectionReason.REVOKED);
        }
        return answer instanceof Authentication.Authenticated;
    }
}
