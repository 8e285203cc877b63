package org.example.boot;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, and calls its controller without a token, with one, and after its revocation. */
@SpringBootApplication
@RestController
public class Main {

    @GetMapping("/api/me")
    String me(TokenPrincipal token) {
        return token.owner();
    }

    public static void main(String[] args) throws Exception {
        try (ConfigurableApplicationContext application =
                SpringApplication.run(Main.class, "--server.port=0", "--server.address=127.0.0.1")) {
            String port = application.getEnvironment().getRequiredProperty("local.server.port");
            URI me = URI.create("http://127.0.0.1:" + port + "/api/me");
            TokenService tokens = application.getBean(TokenService.class);
            IssuedToken laptop = tokens.issue("ada", "laptop");
            String bearer = "Bearer " + laptop.secret().reveal();

            require(get(me, "Basic eDp5").statusCode() == 401, "401 without a token");
            require(get(me, bearer).body().equals("ada"), "the owner with a token");
            tokens.revoke("ada", laptop.id());
            require(get(me, bearer).statusCode() == 401, "401 after the revocation");
        }
        System.out.println("Spring Boot: token accepted, then rejected after its revocation");
    }

    private static HttpResponse<String> get(URI uri, String authorization) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Authorization", authorization).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static void require(boolean held, String expectation) {
        if (!held) {
            throw new AssertionError("Expected " + expectation);
        }
    }
}
