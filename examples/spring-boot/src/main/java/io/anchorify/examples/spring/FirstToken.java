package io.anchorify.examples.spring;

import io.anchorify.auth.TokenService;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Issues a token at startup and prints a command that uses it. This example has no sign-in; a real application issues tokens
 * to signed-in users and shows each of them once.
 */
@Component
class FirstToken implements ApplicationRunner {

    private final TokenService tokens;
    private final Environment environment;

    FirstToken(TokenService tokens, Environment environment) {
        this.tokens = tokens;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String secret = tokens.issue("ada", "first token").secret().reveal();
        String port = environment.getRequiredProperty("local.server.port");
        System.out.printf("Try: curl -H 'Authorization: Bearer %s' http://127.0.0.1:%s/api/me%n", secret, port);
    }
}
