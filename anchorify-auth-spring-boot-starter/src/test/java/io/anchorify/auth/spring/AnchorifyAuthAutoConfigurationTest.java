package io.anchorify.auth.spring;

import static io.anchorify.auth.spring.TestApplications.withoutWeb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenEvent;
import io.anchorify.auth.TokenListener;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

class AnchorifyAuthAutoConfigurationTest {

    @Test
    void service_onTheDataSourceOfTheApplication_issuesTokens() {
        withoutWeb().run(context -> {
            assertThat(context).hasSingleBean(TokenService.class).hasSingleBean(JdbcTokenStore.class);
            assertThat(context).doesNotHaveBean("anchorifyTokenFilter");
            IssuedToken issued = context.getBean(TokenService.class).issue("ada", "laptop");

            assertThat(issued.secret().reveal()).startsWith("jf_");
            assertThat(tokens(context, "anchorify_tokens")).isEqualTo(1);
        });
    }

    @Test
    void service_switchedOff_doesNotExist() {
        withoutWeb()
                .withPropertyValues("anchorify.auth.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(TokenService.class)
                        .doesNotHaveBean(TokenStore.class)
                        .doesNotHaveBean(AnchorifyAuthProperties.class));
    }

    @Test
    void prefixes_ofTheProperties_areUsed() {
        withoutWeb()
                .withPropertyValues(
                        "anchorify.auth.prefix=acme_",
                        "anchorify.auth.accept-prefixes=old_,older_",
                        "anchorify.auth.table-prefix=auth_")
                .run(context -> {
                    IssuedToken issued = context.getBean(TokenService.class).issue("ada", "laptop");

                    assertThat(issued.secret().reveal()).startsWith("acme_");
                    assertThat(tokens(context, "auth_tokens")).isEqualTo(1);
                });
    }

    @Test
    void acceptedPrefix_ofAnEarlierStart_stillAuthenticates() {
        var application = withoutWeb();
        AtomicReference<String> secret = new AtomicReference<>();
        application
                .withPropertyValues("anchorify.auth.prefix=old_")
                .run(context -> secret.set(context.getBean(TokenService.class)
                        .issue("ada", "laptop")
                        .secret()
                        .reveal()));

        application
                .withPropertyValues("anchorify.auth.prefix=new_", "anchorify.auth.accept-prefixes=old_")
                .run(context -> assertThat(context.getBean(TokenService.class).authenticate(secret.get()))
                        .isInstanceOf(Authenticated.class));
    }

    @Test
    void policy_ofTheProperties_isApplied() {
        withoutWeb()
                .withPropertyValues(
                        "anchorify.auth.policy.default-lifetime=30d",
                        "anchorify.auth.policy.maximum-lifetime=90d",
                        "anchorify.auth.policy.maximum-idle=10d",
                        "anchorify.auth.policy.maximum-tokens=1",
                        "anchorify.auth.policy.revoke-chain-on-reuse=true")
                .run(context -> {
                    TokenService tokens = context.getBean(TokenService.class);
                    IssuedToken issued = tokens.issue("ada", "laptop");

                    assertThat(issued.token().expiresAt())
                            .isEqualTo(issued.token().createdAt().plus(Duration.ofDays(30)));
                    assertThatThrownBy(() -> tokens.issue("ada", "another")).isInstanceOf(TokenPolicyException.class);
                    assertThat(context.getBean(AnchorifyAuthProperties.class)
                                    .policy()
                                    .toTokenPolicy())
                            .hasToString("TokenPolicy[defaultLifetime=PT720H, maximumLifetime=PT2160H,"
                                    + " maximumIdle=PT240H, maximumTokens=1, chainRevokedOnReuse=true]");
                });
    }

    @Test
    void remoteAddress_isRecordedOnlyIfSwitchedOn() {
        withoutWeb()
                .withPropertyValues("anchorify.auth.record-remote-address=true")
                .run(context -> {
                    TokenService tokens = context.getBean(TokenService.class);
                    IssuedToken issued = tokens.issue("ada", "laptop");
                    tokens.authenticate(issued.secret().reveal(), () -> "10.1.2.3");
                    tokens.close();

                    String address = new JdbcTemplate(context.getBean(DataSource.class))
                            .queryForObject("SELECT last_used_from FROM anchorify_tokens", String.class);
                    assertThat(address).isEqualTo("10.1.2.3");
                });
    }

    @Test
    void listenersAndCustomizers_ofTheApplication_areApplied() {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        withoutWeb()
                .withBean(TokenListener.class, () -> events::add)
                .withBean(TokenServiceCustomizer.class, () -> builder -> builder.prefix("custom_"))
                .run(context -> {
                    IssuedToken issued = context.getBean(TokenService.class).issue("ada", "laptop");

                    assertThat(issued.secret().reveal()).startsWith("custom_");
                    assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(TokenEvent.Issued.class);
                });
    }

    @Test
    void store_ofTheApplication_isUsedInsteadOfItsDataSource() {
        withoutWeb()
                .withPropertyValues("spring.datasource.url=jdbc:h2:nowhere:")
                .withBean(TokenStore.class, TokenStore::inMemory)
                .run(context -> {
                    context.getBean(TokenService.class).issue("ada", "laptop");

                    assertThat(context).doesNotHaveBean(JdbcTokenStore.class);
                });
    }

    @Test
    void service_ofTheApplication_replacesStoreAndService() {
        TokenService own = TokenService.builder(TokenStore.inMemory()).build();
        withoutWeb()
                .withBean(TokenService.class, () -> own)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(TokenStore.class)
                        .getBean(TokenService.class)
                        .isSameAs(own));
    }

    @Test
    void markedDataSource_amongSeveral_hasTheTokens() {
        withoutWeb().withUserConfiguration(MarkedDataSource.class).run(context -> {
            context.getBean(TokenService.class).issue("ada", "laptop");

            DataSource marked = context.getBean("marked", DataSource.class);
            assertThat(new JdbcTemplate(marked).queryForObject("SELECT count(*) FROM anchorify_tokens", Long.class))
                    .isEqualTo(1);
            assertThat(context.getBean(DataSource.class)).isNotSameAs(marked);
        });
    }

    /** Boot then wraps the pool in a LazyConnectionDataSourceProxy. */
    @Test
    void dataSource_withLazyFetch_givesTheStoreItsConnections() {
        withoutWeb()
                .withPropertyValues("spring.datasource.connection-fetch=lazy")
                .run(context -> {
                    DataSource dataSource = context.getBean(DataSource.class);
                    assertThat(dataSource).isInstanceOf(LazyConnectionDataSourceProxy.class);
                    assertThat(dataSource
                                    .unwrap(HikariDataSource.class)
                                    .getHikariPoolMXBean()
                                    .getActiveConnections())
                            .isEqualTo(4);
                });
    }

    /** If the data source were closed first, the last-used time could not be written. */
    @Test
    void service_atShutdown_isClosedBeforeTheDataSource() {
        var application = withoutWeb();
        AtomicReference<TokenService> closed = new AtomicReference<>();
        AtomicReference<String> secret = new AtomicReference<>();
        application.run(context -> {
            closed.set(context.getBean(TokenService.class));
            secret.set(closed.get().issue("ada", "laptop").secret().reveal());
            assertThat(closed.get().authenticate(secret.get())).isInstanceOf(Authenticated.class);
        });

        assertThatThrownBy(() -> closed.get().authenticate(secret.get()))
                .isInstanceOf(AuthenticationUnavailableException.class);
        application.run(context -> assertThat(context.getBean(TokenService.class)
                        .list(TokenQuery.of("ada"))
                        .get(0)
                        .lastUsedAt())
                .isNotNull());
    }

    private static Long tokens(ApplicationContext context, String table) {
        return new JdbcTemplate(context.getBean(DataSource.class))
                .queryForObject("SELECT count(*) FROM " + table, Long.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedDataSource {

        @Bean(defaultCandidate = false)
        @AnchorifyDataSource
        HikariDataSource marked() {
            HikariDataSource marked = new HikariDataSource();
            marked.setJdbcUrl(TestApplications.newDatabase());
            return marked;
        }
    }
}
