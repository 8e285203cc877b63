package io.anchorify.examples.cost;

import io.anchorify.auth.TokenService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** One controller and a data source, which also starts without the library and without Spring Security on the class path. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CostApplication.Hello.class, CostApplication.WithTokens.class})
class CostApplication {

    /** Starts the application, and prints its port and a token. */
    public static void main(String... arguments) {
        ConfigurableApplicationContext application = SpringApplication.run(CostApplication.class, arguments);
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        String token = application.getBeanProvider(String.class).getIfAvailable(() -> "jf_" + "x".repeat(40));
        System.out.println("ready " + port + " " + token);
    }

    @RestController
    static class Hello {

        @GetMapping("/api/hello")
        String hello() {
            return "hello";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TokenService.class)
    static class WithTokens {

        @Bean
        String secret(TokenService tokens) {
            return tokens.issue("ada", "laptop").secret().reveal();
        }
    }
}
