package io.anchorify.auth.spring.security;

import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.spring.AnchorifyAuthProperties;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Accepts tokens in a security filter chain:
 *
 * <pre>{@code
 * http.securityMatcher("/api/**")
 *         .with(AnchorifyTokensConfigurer.anchorifyTokens(), Customizer.withDefaults())
 *         .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
 * }</pre>
 *
 * <p>A valid token becomes the {@link TokenAuthentication} of the request, whoever else the session belongs to. The session is
 * neither read nor changed, and CSRF tokens are not needed. An invalid token is refused on every path of the chain. A request
 * without a token is left to the other mechanisms and the authorization rules of the chain; if they refuse it, the answer is the
 * challenge of the filter, unless another mechanism answers browsers with a page. A token that the rules deny is answered with
 * 403 {@code insufficient_scope}.
 */
public final class AnchorifyTokensConfigurer extends AbstractHttpConfigurer<AnchorifyTokensConfigurer, HttpSecurity> {

    private static final String DEFAULT_AUTHORITY_PREFIX = "SCOPE_";

    private @Nullable BearerTokenFilter filter;
    private @Nullable String authorityPrefix;

    private AnchorifyTokensConfigurer(@Nullable BearerTokenFilter filter) {
        this.filter = filter;
    }

    /**
     * Accepts the tokens of the application, with the realm, the listeners and the customizers of the auto-configuration.
     *
     * @return a configurer to pass to {@link HttpSecurity#with}
     */
    public static AnchorifyTokensConfigurer anchorifyTokens() {
        return new AnchorifyTokensConfigurer(null);
    }

    /**
     * Accepts tokens by a filter with options of its own, for instance another realm. A filter that is not {@linkplain
     * BearerTokenFilterBuilder#optional optional} refuses requests without a token before the rules of the chain are evaluated.
     *
     * @param filter the filter, which must not be a bean: Spring Boot would map it to every request
     * @return a configurer to pass to {@link HttpSecurity#with}
     */
    public static AnchorifyTokensConfigurer anchorifyTokens(BearerTokenFilter filter) {
        return new AnchorifyTokensConfigurer(Objects.requireNonNull(filter, "filter"));
    }

    /**
     * Tells whether a chain accepts tokens.
     *
     * @param chain a chain
     * @return whether this configurer was applied to it
     */
    public static boolean isUsedBy(SecurityFilterChain chain) {
        return chain.getFilters().stream().anyMatch(TokenAuthenticationFilter.class::isInstance);
    }

    /**
     * Sets what the authority of a scope begins with.
     *
     * @param prefix the prefix; may be empty. The default is {@code anchorify.auth.authority-prefix}, {@code SCOPE_}
     * @return this configurer
     */
    public AnchorifyTokensConfigurer authorityPrefix(String prefix) {
        this.authorityPrefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /** Registers the answers, and exempts tokens from what protects sessions, before other configurers use either. */
    @Override
    @SuppressWarnings("unchecked")
    public void init(HttpSecurity http) {
        BearerTokenFilter tokens = filter(http);
        ExceptionHandlingConfigurer<HttpSecurity> answers = http.getConfigurer(ExceptionHandlingConfigurer.class);
        if (answers != null) {
            answers.defaultAuthenticationEntryPointFor(
                    (request, response, failure) -> tokens.sendUnauthorized(request, response), notBrowsers());
            answers.defaultAccessDeniedHandlerFor(
                    new TokenAccessDeniedHandler(
                            tokens, new DeniedScopes(prefix(http)), getSecurityContextHolderStrategy()),
                    AnyRequestMatcher.INSTANCE);
        }
        CsrfConfigurer<HttpSecurity> csrf = http.getConfigurer(CsrfConfigurer.class);
        if (csrf != null) {
            csrf.ignoringRequestMatchers(TokenAuthenticationFilter::isAuthenticatedByToken);
        }
        SessionManagementConfigurer<HttpSecurity> sessions = http.getConfigurer(SessionManagementConfigurer.class);
        if (sessions != null) {
            sessions.withObjectPostProcessor(new SessionFilterPostProcessor(getSecurityContextHolderStrategy()));
        }
        LogoutConfigurer<HttpSecurity> logout = http.getConfigurer(LogoutConfigurer.class);
        if (logout != null) {
            logout.addLogoutHandler(new TokenLogoutHandler());
        }
    }

    /** Adds the filter behind CORS, which answers requests without credentials, and before everything that uses a session. */
    @Override
    public void configure(HttpSecurity http) {
        http.addFilterBefore(
                new TokenAuthenticationFilter(filter(http), prefix(http), getSecurityContextHolderStrategy()),
                CsrfFilter.class);
    }

    private static RequestMatcher notBrowsers() {
        MediaTypeRequestMatcher pages = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        pages.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return new NegatedRequestMatcher(pages);
    }

    private BearerTokenFilter filter(HttpSecurity http) {
        if (filter == null) {
            filter = builder(http).optional().build();
        }
        return filter;
    }

    private static BearerTokenFilterBuilder builder(HttpSecurity http) {
        return context(http).getBeanProvider(BearerTokenFilterBuilder.class).getIfAvailable(() -> {
            throw new IllegalStateException("anchorifyTokens() needs the auto-configuration, but there is none, for"
                    + " instance because of 'anchorify.auth.enabled=false'. Leave it out of this chain, or pass it a"
                    + " BearerTokenFilter.");
        });
    }

    private String prefix(HttpSecurity http) {
        if (authorityPrefix != null) {
            return authorityPrefix;
        }
        AnchorifyAuthProperties properties =
                context(http).getBeanProvider(AnchorifyAuthProperties.class).getIfAvailable();
        return properties == null ? DEFAULT_AUTHORITY_PREFIX : properties.authorityPrefix();
    }

    private static ApplicationContext context(HttpSecurity http) {
        return http.getSharedObject(ApplicationContext.class);
    }
}
