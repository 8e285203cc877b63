package io.anchorify.examples.spring;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who can sign in. The starter adds another chain, in which the API accepts tokens and nothing else. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    /** The pages, for signed-in users. A token is not accepted here, so it cannot create tokens. */
    @Bean
    SecurityFilterChain pages(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests
                        // Otherwise a refused URI would lead to the sign-in page.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** The passwords are {@code ada-demo} and {@code grace-demo}. */
    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                user("ada", "$2a$10$hMVnxr07C/9gyT6PQVF5oubm7ySQTJ4UMl6Hbl4WbeEv0ro/rafRO"),
                user("grace", "$2a$10$O0uoNmAw6Fqj7klNvShHTudbvA90tBdGCJdox31UgqJWpJ8UpPDlS"));
    }

    private static UserDetails user(String name, String passwordHash) {
        return User.withUsername(name)
                .password("{bcrypt}" + passwordHash)
                .roles("USER")
                .build();
    }
}
