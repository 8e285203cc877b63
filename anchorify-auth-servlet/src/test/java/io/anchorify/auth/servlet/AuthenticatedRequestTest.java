package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static io.anchorify.auth.servlet.HttpMocks.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticatedRequestTest {

    private static final String ATTRIBUTE = AuthenticatedRequest.class.getName();

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final BearerPrincipal principal = principal();
    private final HttpServletRequest request = request();
    private final AuthenticatedRequest authenticated = AuthenticatedRequest.establish(request, tokens, principal);

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void request_authenticated_knowsItsUserAndScopes() throws Exception {
        assertThat(authenticated.getUserPrincipal()).isSameAs(principal);
        assertThat(authenticated.getRemoteUser()).isEqualTo("ada");
        assertThat(authenticated.getAuthType()).isEqualTo("Bearer");
        assertThat(authenticated.isUserInRole("read")).isTrue();
        assertThat(authenticated.isUserInRole("write")).isFalse();
        assertThat(authenticated.isUserInRole(null)).isFalse();
        assertThat(authenticated.authenticate(response())).isTrue();
    }

    @Test
    void principal_ofTheSameRequest_isFoundUnderEveryWrapper() {
        assertThat(principalOf(request)).isSameAs(principal);
        assertThat(principalOf(authenticated)).isSameAs(principal);
        assertThat(principalOf(new HttpServletRequestWrapper(authenticated))).isSameAs(principal);
        assertThat(principalOf(new HttpServletRequestWrapper(request))).isSameAs(principal);
    }

    @Test
    void principal_ofAnotherAuthenticator_isIgnored() {
        TokenAuthenticator other = tokens::authenticate;

        assertThat(AuthenticatedRequest.principalOf(request, other)).isNull();
    }

    @Test
    void attribute_copiedToAnotherRequest_isIgnored() {
        HttpServletRequest other = request();
        other.setAttribute(ATTRIBUTE, request.getAttribute(ATTRIBUTE));

        assertThat(principalOf(other)).isNull();
    }

    @Test
    void attribute_ofAnotherType_isIgnored() {
        HttpServletRequest other = request();
        other.setAttribute(ATTRIBUTE, "ada");

        assertThat(principalOf(other)).isNull();
    }

    private BearerPrincipal principalOf(HttpServletRequest request) {
        return AuthenticatedRequest.principalOf(request, tokens);
    }

    private BearerPrincipal principal() {
        String secret =
                tokens.issue(TokenRequest.of("ada").scopes("read")).secret().reveal();
        return ((Authenticated) tokens.authenticate(secret)).principal();
    }
}
