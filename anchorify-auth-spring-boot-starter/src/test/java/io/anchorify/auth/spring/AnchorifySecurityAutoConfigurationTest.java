package io.anchorify.auth.spring;

import static io.anchorify.auth.spring.security.AnchorifyTokensConfigurer.anchorifyTokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.AdminToken;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.spi.TokenStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

class AnchorifySecurityAutoConfigurationTest {

    private static final String PATHS = "anchorify.auth.protected-paths=/api/*";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SecurityAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    AnchorifyAuthAutoConfiguration.class,
                    AnchorifySecurityAutoConfiguration.class,
                    AnchorifyFilterAutoConfiguration.class))
            .withBean(TokenStore.class, TokenStore::inMemory);

    @Test
    void chain_forProtectedPaths_comesBeforeTheDefaultChainOfBoot() {
        runner.withPropertyValues(PATHS).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("anchorifyTokenFilter");
            assertThat(chains(context))
                    .containsExactly(
                            context.getBean("anchorifySecurityFilterChain", SecurityFilterChain.class),
                            context.getBean("defaultSecurityFilterChain", SecurityFilterChain.class));
            assertThat(get(context, "/api/x", token(context)).getStatus()).isEqualTo(200);
            assertThat(get(context, "/api/x", null).getStatus()).isEqualTo(401);
            assertThat(get(context, "/other", token(context)).getStatus()).isIn(302, 401);
        });
    }

    @Test
    void chainsOfTheApplication_forOtherPaths_stay() {
        runner.withPropertyValues(PATHS).withUserConfiguration(Web.class).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("defaultSecurityFilterChain");
            assertThat(chains(context)).hasSize(2);
            assertThat(get(context, "/api/x", null).getStatus()).isEqualTo(401);
            assertThat(get(context, "/other", null).getStatus()).isEqualTo(200);
        });
    }

    @Test
    void chainOfTheApplication_withTokensForProtectedPaths_replacesThis() {
        runner.withPropertyValues(PATHS)
                .withUserConfiguration(Web.class, PartOfTheApi.class)
                .run(context -> {
                    assertThat(get(context, "/api/admin/x", token(context)).getStatus())
                            .isEqualTo(403);
                    assertThat(get(context, "/api/x", token(context)).getStatus())
                            .isEqualTo(200);
                    assertThat(get(context, "/api/x", null).getStatus()).isEqualTo(401);
                });
    }

    @Test
    void chainOfTheSameName_replacesThis() {
        runner.withPropertyValues(PATHS)
                .withUserConfiguration(Replacement.class)
                .run(context -> {
                    assertThat(chains(context)).hasSize(1);
                    assertThat(get(context, "/api/x", null).getStatus()).isEqualTo(200);
                });
    }

    @Test
    void withoutProtectedPaths_onlyTheChainOfBoot_failsToStart() {
        runner.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("No path is protected"));
    }

    @Test
    void withoutProtectedPaths_aChainOrFilterOfTheApplication_starts() {
        runner.withUserConfiguration(Web.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifySecurityFilterChain"));
        runner.withUserConfiguration(OwnFilter.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifySecurityFilterChain"));
    }

    @Test
    void withoutSpringSecurity_theFilterProtects() {
        runner.withPropertyValues(PATHS)
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("anchorifyTokenFilter")
                        .doesNotHaveBean("anchorifySecurityFilterChain"));
    }

    @Test
    void disabled_addsNoChain() {
        runner.withPropertyValues("anchorify.auth.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifySecurityFilterChain"));
    }

    @Test
    void disabled_withAChainThatNeedsIt_failsToStart() {
        runner.withPropertyValues("anchorify.auth.enabled=false")
                .withUserConfiguration(PartOfTheApi.class)
                .run(context -> assertThat(context).getFailure().hasMessageContaining("anchorify.auth.enabled=false"));
    }

    @Test
    void options_ofTheProperties_apply() {
        runner.withPropertyValues(PATHS, "anchorify.auth.required-scopes=a", "anchorify.auth.realm=documents")
                .run(context -> {
                    assertThat(get(context, "/api/x", token(context)).getHeader("WWW-Authenticate"))
                            .isEqualTo("Bearer realm=\"documents\", error=\"insufficient_scope\", scope=\"a\"");
                    assertThat(get(context, "/api/x", token(context, "a")).getStatus())
                            .isEqualTo(200);
                });
        runner.withPropertyValues(PATHS, "anchorify.auth.mode=optional").run(context -> {
            assertThat(get(context, "/api/x", null).getStatus()).isEqualTo(200);
            assertThat(get(context, "/api/x", "wrong").getStatus()).isEqualTo(401);
        });
    }

    @Test
    void mode_optional_readsNoSessionAndNeedsNoCsrfToken() {
        MockHttpServletRequest post = request("POST", "/api/x");
        post.getSession()
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                        new SecurityContextImpl(new TestingAuthenticationToken("grace", null, "x")));
        AtomicReference<String> user = new AtomicReference<>();
        runner.withPropertyValues(PATHS, "anchorify.auth.mode=optional").run(context -> {
            context.getBean(FilterChainProxy.class)
                    .doFilter(
                            post,
                            new MockHttpServletResponse(),
                            (request, response) -> user.set(SecurityContextHolder.getContext()
                                    .getAuthentication()
                                    .getName()));

            assertThat(user).hasValue("anonymousUser");
        });
    }

    @Test
    void otherSchemes_thatNothingAuthenticates_areRefused() {
        runner.withPropertyValues(PATHS, "anchorify.auth.other-schemes=true").run(context -> {
            MockHttpServletRequest basic = request("GET", "/api/x");
            basic.addHeader("Authorization", "Basic YTpi");

            assertThat(send(context, basic).getStatus()).isEqualTo(401);
        });
    }

    @Test
    void preflight_allowed_passes() {
        MockHttpServletRequest preflight = request("OPTIONS", "/api/x");
        preflight.addHeader("Origin", "https://example.org");
        preflight.addHeader("Access-Control-Request-Method", "GET");

        runner.withPropertyValues(PATHS)
                .run(context -> assertThat(send(context, preflight).getStatus()).isEqualTo(401));
        runner.withPropertyValues(PATHS, "anchorify.auth.preflight=true")
                .run(context -> assertThat(send(context, preflight).getStatus()).isEqualTo(200));
    }

    @Test
    void authenticator_besideTheService_isUsed() {
        String secret = "an-admin-token-of-at-least-32-characters";
        runner.withPropertyValues(PATHS)
                .withBean(
                        "both",
                        TokenAuthenticator.class,
                        () -> AdminToken.of(secret).orElse(presented -> {
                            throw new AssertionError("not called");
                        }))
                .run(context ->
                        assertThat(get(context, "/api/x", secret).getStatus()).isEqualTo(200));
    }

    @Test
    void authenticators_ofWhichNoneIsPrimary_areRefused() {
        String secret = "an-admin-token-of-at-least-32-characters";
        runner.withPropertyValues(PATHS)
                .withBean("first", TokenAuthenticator.class, () -> AdminToken.of(secret))
                .withBean("second", TokenAuthenticator.class, () -> AdminToken.of(secret))
                .run(context -> assertThat(context).getFailure().hasMessageContaining("@Primary"));
    }

    private static List<SecurityFilterChain> chains(AssertableWebApplicationContext context) {
        return context.getBean(FilterChainProxy.class).getFilterChains();
    }

    private static String token(AssertableWebApplicationContext context, String... scopes) {
        return context.getBean(TokenService.class)
                .issue(TokenRequest.of("ada").scopes(scopes))
                .secret()
                .reveal();
    }

    private static MockHttpServletResponse get(AssertableWebApplicationContext context, String path, String secret)
            throws Exception {
        MockHttpServletRequest request = request("GET", path);
        if (secret != null) {
            request.addHeader("Authorization", "Bearer " + secret);
        }
        return send(context, request);
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        return request;
    }

    private static MockHttpServletResponse send(AssertableWebApplicationContext context, MockHttpServletRequest request)
            throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        context.getBean(FilterChainProxy.class).doFilter(request, response, new MockFilterChain());
        return response;
    }

    @Configuration(proxyBeanMethods = false)
    static class Web {

        @Bean
        SecurityFilterChain web(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PartOfTheApi {

        @Bean
        @Order(1)
        SecurityFilterChain api(HttpSecurity http) {
            return http.securityMatcher("/api/admin/**")
                    .with(anchorifyTokens(), Customizer.withDefaults())
                    .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replacement {

        @Bean
        SecurityFilterChain anchorifySecurityFilterChain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFilter {

        @Bean
        BearerTokenFilter own(TokenService tokens) {
            return BearerTokenFilter.builder(tokens).protect("/api/*").build();
        }
    }
}
