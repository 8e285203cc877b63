package io.anchorify.auth.spring;

import static io.anchorify.auth.spring.TestApplications.servlet;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.FilterEvent;
import io.anchorify.auth.servlet.FilterListener;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.servlet.filter.OrderedFormContentFilter;
import org.springframework.boot.servlet.filter.OrderedHiddenHttpMethodFilter;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

class AnchorifyFilterAutoConfigurationTest {

    private static final String PATHS = "anchorify.auth.protected-paths=/api/*,/secret";

    @Test
    void filter_seesAllRequestsAndDispatches() {
        servlet().withPropertyValues(PATHS).run(context -> {
            FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);

            assertThat(registration.determineDispatcherTypes()).isEqualTo(EnumSet.allOf(DispatcherType.class));
            assertThat(registration.getUrlPatterns()).isEmpty();
            assertThat(registration.isAsyncSupported()).isTrue();
            assertThat(registration.getOrder()).isEqualTo(AnchorifyFilterAutoConfiguration.FILTER_ORDER);
        });
    }

    /** The hidden method filter changes the method, by which scopes can be required. */
    @Test
    void order_isThatOfSpringSecurity() {
        assertThat(AnchorifyFilterAutoConfiguration.FILTER_ORDER)
                .isEqualTo(SecurityFilterProperties.DEFAULT_FILTER_ORDER)
                .isGreaterThan(OrderedHiddenHttpMethodFilter.DEFAULT_ORDER)
                .isGreaterThan(OrderedFormContentFilter.DEFAULT_ORDER)
                .isNegative();
    }

    @Test
    void paths_ofTheProperty_needAToken() {
        servlet()
                .withPropertyValues(PATHS, "anchorify.auth.realm=documents", "anchorify.auth.required-scopes=a,b")
                .run(context -> {
                    assertThat(get(context, "/secret", null).getStatus()).isEqualTo(401);
                    assertThat(get(context, "/open", null).getStatus()).isEqualTo(200);
                    assertThat(get(context, "/api/x", null).getHeader("WWW-Authenticate"))
                            .isEqualTo("Bearer realm=\"documents\"");
                    assertThat(get(context, "/api/x", secret(context, "a")).getStatus())
                            .isEqualTo(403);
                    assertThat(get(context, "/api/x", secret(context, "a", "b")).getStatus())
                            .isEqualTo(200);
                });
    }

    @Test
    void mode_optional_letsRequestsWithoutATokenPass() {
        servlet().withPropertyValues(PATHS, "anchorify.auth.mode=optional").run(context -> {
            assertThat(get(context, "/api/x", null).getStatus()).isEqualTo(200);
            assertThat(get(context, "/api/x", "jf_wrong").getStatus()).isEqualTo(401);
        });
    }

    @Test
    void otherSchemes_allowed_pass() {
        MockHttpServletRequest basic = new MockHttpServletRequest("GET", "/api/x");
        basic.addHeader("Authorization", "Basic YTpi");

        servlet()
                .withPropertyValues(PATHS)
                .run(context -> assertThat(send(context, basic).getStatus()).isEqualTo(401));
        servlet()
                .withPropertyValues(PATHS, "anchorify.auth.other-schemes=true")
                .run(context -> assertThat(send(context, basic).getStatus()).isEqualTo(200));
    }

    @Test
    void preflight_allowed_passes() {
        MockHttpServletRequest preflight = new MockHttpServletRequest("OPTIONS", "/api/x");
        preflight.addHeader("Origin", "https://example.org");
        preflight.addHeader("Access-Control-Request-Method", "GET");

        servlet()
                .withPropertyValues(PATHS)
                .run(context -> assertThat(send(context, preflight).getStatus()).isEqualTo(401));
        servlet()
                .withPropertyValues(PATHS, "anchorify.auth.preflight=true")
                .run(context -> assertThat(send(context, preflight).getStatus()).isEqualTo(200));
    }

    @Test
    void listenersAndCustomizers_ofTheApplication_areApplied() {
        List<FilterEvent> events = new ArrayList<>();
        servlet()
                .withPropertyValues(PATHS)
                .withBean(FilterListener.class, () -> events::add)
                .withBean(BearerTokenFilterCustomizer.class, () -> builder -> builder.scopesFor("GET", "/api/x", "x"))
                .run(context -> {
                    assertThat(get(context, "/api/x", secret(context, "a")).getStatus())
                            .isEqualTo(403);
                    assertThat(events).hasSize(1);
                });
    }

    @Test
    void filter_ofTheApplication_replacesThis() {
        servlet()
                .withUserConfiguration(OwnFilter.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifyTokenFilter"));
    }

    @Test
    void registration_ofTheApplication_replacesThis() {
        servlet()
                .withUserConfiguration(OwnRegistration.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifyTokenFilter"));
    }

    @Test
    void securityFilterChain_ofTheApplication_replacesThis() {
        servlet()
                .withBean(
                        SecurityFilterChain.class,
                        () -> new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, List.of()))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifyTokenFilter"));
    }

    @Test
    void filter_switchedOff_doesNotExist() {
        servlet()
                .withPropertyValues("anchorify.auth.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("anchorifyTokenFilter"));
    }

    private static String secret(AssertableWebApplicationContext context, String... scopes) {
        return context.getBean(TokenService.class)
                .issue(TokenRequest.of("ada").scopes(scopes))
                .secret()
                .reveal();
    }

    private static MockHttpServletResponse get(AssertableWebApplicationContext context, String path, String secret)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        if (secret != null) {
            request.addHeader("Authorization", "Bearer " + secret);
        }
        return send(context, request);
    }

    private static MockHttpServletResponse send(AssertableWebApplicationContext context, MockHttpServletRequest request)
            throws Exception {
        request.setServletPath(request.getRequestURI());
        MockHttpServletResponse response = new MockHttpServletResponse();
        context.getBean(FilterRegistrationBean.class).getFilter().doFilter(request, response, new MockFilterChain());
        return response;
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFilter {

        @Bean
        BearerTokenFilter own(TokenService tokens) {
            return BearerTokenFilter.builder(tokens).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRegistration {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> own(TokenService tokens) {
            return new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(tokens).build());
        }
    }
}
