package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Adds a real token to a request of {@code MockMvc}:
 *
 * <pre>{@code
 * mvc.perform(get("/api/me").with(anchorifyToken().owner("ada").scopes("documents:read")));
 * }</pre>
 *
 * <p>Immutable: each method returns a modified copy. Each request gets a token of its own.
 */
public final class AnchorifyTokenRequestPostProcessor implements RequestPostProcessor {

    private final TokenRequest token;

    private AnchorifyTokenRequestPostProcessor(TokenRequest token) {
        this.token = token;
    }

    /**
     * A token of the owner {@code user}, without scopes.
     *
     * @return a post processor to pass to {@code with}
     */
    public static AnchorifyTokenRequestPostProcessor anchorifyToken() {
        return anchorifyToken(TokenRequest.of("user"));
    }

    /**
     * A token with any parameters, for instance networks or a lifetime.
     *
     * @param token the parameters of the token
     * @return a post processor to pass to {@code with}
     */
    public static AnchorifyTokenRequestPostProcessor anchorifyToken(TokenRequest token) {
        return new AnchorifyTokenRequestPostProcessor(token);
    }

    /**
     * Sets the owner.
     *
     * @param owner the owner of the token
     * @return a post processor for a token of that owner
     */
    public AnchorifyTokenRequestPostProcessor owner(String owner) {
        return anchorifyToken(new TokenRequest(
                owner,
                token.label(),
                token.scopes(),
                token.attributes(),
                token.networks(),
                token.createdBy(),
                token.lifetime()));
    }

    /**
     * Sets the scopes.
     *
     * @param scopes the scopes of the token
     * @return a post processor for a token with these scopes
     */
    public AnchorifyTokenRequestPostProcessor scopes(String... scopes) {
        return anchorifyToken(token.scopes(scopes));
    }

    /**
     * Adds an attribute.
     *
     * @param key the name of the attribute
     * @param value its value
     * @return a post processor for a token with this attribute, too
     */
    public AnchorifyTokenRequestPostProcessor attribute(String key, String value) {
        return anchorifyToken(token.attribute(key, value));
    }

    /**
     * Adds the header.
     *
     * @throws IllegalStateException if the application has no {@link TokenService}
     */
    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        TokenService tokens = WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext())
                .getBeanProvider(TokenService.class)
                .getIfUnique();
        if (tokens == null) {
            throw new IllegalStateException(
                    "anchorifyToken() needs a TokenService in the application context of the test."
                            + " Add @AutoConfigureAnchorifyTokens to the test.");
        }
        request.removeHeader(HttpHeaders.AUTHORIZATION);
        request.addHeader(HttpHeaders.AUTHORIZATION, TestTokens.header(tokens.issue(token)));
        return request;
    }
}
