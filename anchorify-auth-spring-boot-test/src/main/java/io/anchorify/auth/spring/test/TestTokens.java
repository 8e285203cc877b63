package io.anchorify.auth.spring.test;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;

/**
 * Issues real tokens for the requests of a test. A bean of every test of the application.
 *
 * <pre>{@code
 * client.get().uri("/api/me").headers(tokens.bearer("ada", "documents:read")).exchange();
 * }</pre>
 */
public final class TestTokens {

    private final TokenService tokens;

    TestTokens(TokenService tokens) {
        this.tokens = tokens;
    }

    /**
     * Issues a token and returns what adds it to the headers of requests, for {@code RestTestClient}, {@code WebTestClient} and
     * other clients.
     *
     * @param owner the owner of the token
     * @param scopes the scopes of the token
     * @return sets the {@code Authorization} header; every use adds the same token
     */
    public Consumer<HttpHeaders> bearer(String owner, String... scopes) {
        return bearer(TokenRequest.of(owner).scopes(scopes));
    }

    /**
     * Issues a token with more than an owner and scopes.
     *
     * @param request the parameters of the token
     * @return sets the {@code Authorization} header; every use adds the same token
     */
    public Consumer<HttpHeaders> bearer(TokenRequest request) {
        String header = header(tokens.issue(request));
        return headers -> headers.set(HttpHeaders.AUTHORIZATION, header);
    }

    static String header(IssuedToken issued) {
        return "Bearer " + issued.secret().reveal();
    }
}
