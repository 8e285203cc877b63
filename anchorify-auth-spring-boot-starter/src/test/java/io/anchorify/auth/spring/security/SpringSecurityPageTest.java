package io.anchorify.auth.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.AdminToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.PageSnippets;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import io.anchorify.auth.spring.AnchorifySecurityAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.servlet.DispatcherServlet;

/** The snippets of {@code docs/spring-security.md} compile and do what it says. */
class SpringSecurityPageTest {

    @Test
    void snippets_areInTheExamples() throws Exception {
        PageSnippets page = PageSnippets.of("../docs/spring-security.md");

        assertThat(page.count()).isEqualTo(4);
        assertThat(page.missingIn("src/test/java/io/anchorify/auth/spring/security/PageExamples.java"))
                .isEmpty();
    }

    @Test
    void examples_work() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SecurityAutoConfiguration.class,
                        ServletWebSecurityAutoConfiguration.class,
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        AnchorifyAuthAutoConfiguration.class,
                        AnchorifySecurityAutoConfiguration.class))
                .withBean(TokenStore.class, TokenStore::inMemory)
                .withBean(PageExamples.Controller.class)
                .withUserConfiguration(PageExamples.Chains.class)
                .run(this::requestEverything);
    }

    private void requestEverything(AssertableWebApplicationContext context) throws Exception {
        assertThat(context).hasNotFailed();
        String scopes = "reports documents:write";
        assertThat(send(context, "GET", "/api/me", "x").getContentAsString()).isEqualTo("ada");
        assertThat(send(context, "POST", "/api/documents", scopes).getStatus()).isEqualTo(200);
        assertThat(send(context, "POST", "/api/documents", "x").getStatus()).isEqualTo(403);
        assertThat(send(context, "GET", "/api/documents", "x").getStatus()).isEqualTo(403);
        assertThat(send(context, "GET", "/api/reports", scopes).getStatus()).isEqualTo(200);
        assertThat(send(context, "GET", "/api/reports", "x").getHeader("WWW-Authenticate"))
                .endsWith("scope=\"reports\"");
        assertThat(send(context, "GET", "/operations/x", "x").getHeader("WWW-Authenticate"))
                .endsWith("scope=\"" + AdminToken.ROLE + "\"");
    }

    private static MockHttpServletResponse send(
            AssertableWebApplicationContext context, String method, String path, String scopes) throws Exception {
        String secret = context.getBean(TokenService.class)
                .issue(TokenRequest.of("ada").scopes(scopes.split(" ")))
                .secret()
                .reveal();
        MockHttpServletRequest request = new MockHttpServletRequest(context.getServletContext(), method, path);
        request.setServletPath(path);
        request.addHeader("Authorization", "Bearer " + secret);
        MockHttpServletResponse response = new MockHttpServletResponse();
        DispatcherServlet servlet = context.getBean(DispatcherServlet.class);
        if (servlet.getServletConfig() == null) {
            servlet.init(new MockServletConfig(context.getServletContext()));
        }
        context.getBean(FilterChainProxy.class).doFilter(request, response, new MockFilterChain(servlet));
        return response;
    }
}
