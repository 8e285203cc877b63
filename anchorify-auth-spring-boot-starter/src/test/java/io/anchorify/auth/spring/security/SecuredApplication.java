package io.anchorify.auth.spring.security;

import static io.anchorify.auth.spring.security.AnchorifyTokensConfigurer.anchorifyTokens;

import io.anchorify.auth.AdminToken;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.FilterEvent;
import io.anchorify.auth.servlet.FilterListener;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import io.anchorify.auth.spring.AnchorifyFilterAutoConfiguration;
import io.anchorify.auth.spring.AnchorifySecurityAutoConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** One application with Spring Security on Tomcat, shared by the tests of this package. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    AnchorifyAuthAutoConfiguration.class,
    AnchorifySecurityAutoConfiguration.class,
    AnchorifyFilterAutoConfiguration.class
})
class SecuredApplication {

    static final String ADMIN = "an-admin-token-of-at-least-32-characters";

    private static final ServletWebServerApplicationContext CONTEXT =
            (ServletWebServerApplicationContext) SpringApplication.run(
                    SecuredApplication.class,
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--spring.main.banner-mode=off",
                    "--spring.threads.virtual.enabled=true",
                    "--logging.level.root=off",
                    "--anchorify.auth.realm=documents",
                    "--anchorify.auth.protected-paths=/api/*");

    private final List<FilterEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> denied = new CopyOnWriteArrayList<>();

    static Answer get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    static Answer send(String method, String path, String... headers) throws IOException {
        return RawHttp.send(CONTEXT.getWebServer().getPort(), method + " " + path + " HTTP/1.1", headers);
    }

    /** Sends a form. */
    static Answer post(String method, String path, String form, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Content-Type: application/x-www-form-urlencoded");
        // Two octets more than the form: the end of the last line.
        lines.add("Content-Length: " + (form.length() + 2) + "\r\n\r\n" + form);
        return send(method, path, lines.toArray(String[]::new));
    }

    /** A token of ada. */
    static String bearer(String... scopes) {
        return bearer(TokenRequest.of("ada").scopes(scopes));
    }

    static String bearer(TokenRequest request) {
        return "Authorization: Bearer "
                + CONTEXT.getBean(TokenService.class).issue(request).secret().reveal();
    }

    /** A session of grace, who has signed in by a form. */
    static String session() throws IOException {
        Answer answer = send("POST", "/login?username=grace&password=pw");
        return "Cookie: " + answer.header("Set-Cookie").get(0).split(";")[0];
    }

    /** The names of those whom an authorization rule has denied. */
    static List<String> denied() {
        return CONTEXT.getBean(SecuredApplication.class).denied;
    }

    static List<FilterEvent> events() {
        return CONTEXT.getBean(SecuredApplication.class).events;
    }

    @EventListener
    void denied(AuthorizationDeniedEvent<?> event) {
        denied.add(event.getAuthentication().get().getName());
    }

    @Bean
    FilterListener listener() {
        return events::add;
    }

    @Bean
    TokenStore store() {
        return TokenStore.inMemory();
    }

    @Bean
    SecuredControllers controllers() {
        return new SecuredControllers();
    }

    /** Not the manager itself, which would replace the password by a slow hash. */
    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("grace").password("{noop}pw").roles("ADMIN").build())::loadUserByUsername;
    }

    /** The most lenient firewall: the chains must be right without its help. */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowBackSlash(true);
        return firewall;
    }

    /** Tokens and a form for the same paths. */
    @Bean
    @Order(1)
    SecurityFilterChain own(HttpSecurity http) {
        return http.securityMatcher("/own/**")
                .formLogin(Customizer.withDefaults())
                .with(anchorifyTokens(), Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.requestMatchers("/own/open/**")
                        .permitAll()
                        .requestMatchers("/own/scoped")
                        .hasAuthority("SCOPE_documents:read")
                        .requestMatchers("/own/any")
                        .hasAnyAuthority("SCOPE_a", "SCOPE_b")
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** A stateless chain of the application. */
    @Bean
    @Order(3)
    SecurityFilterChain stateless(HttpSecurity http) {
        return http.securityMatcher("/stateless/**")
                .with(anchorifyTokens(), Customizer.withDefaults())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /** Another authenticator, realm and prefix. */
    @Bean
    @Order(2)
    SecurityFilterChain operations(HttpSecurity http, TokenService tokens) {
        BearerTokenFilter filter = BearerTokenFilter.builder(AdminToken.of(ADMIN)
                        .orElse(presented -> {
                            if (presented.equals("undecidable")) {
                                throw new AuthenticationUnavailableException("The store does not answer", null);
                            }
                            return tokens.authenticate(presented);
                        }))
                .realm("operations")
                .build();
        return http.securityMatcher("/ops/**")
                .with(anchorifyTokens(filter), tokenOptions -> tokenOptions.authorityPrefix("ROLE_"))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(AdminToken.ROLE))
                .build();
    }

    /** A web application without tokens. */
    @Bean
    SecurityFilterChain web(HttpSecurity http) {
        return http.csrf(csrf -> csrf.ignoringRequestMatchers("/login"))
                .formLogin(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.requestMatchers("/error", "/forward", "/include")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }
}
