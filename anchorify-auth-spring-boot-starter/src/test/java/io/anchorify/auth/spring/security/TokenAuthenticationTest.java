package io.anchorify.auth.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.AdminPrincipal;
import io.anchorify.auth.AdminToken;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

class TokenAuthenticationTest {

    private final TokenPrincipal principal = principal();

    @Test
    void authentication_ofAToken_hasItsOwnerAndScopes() {
        TokenAuthentication authentication = TokenAuthentication.of(principal, "X_");

        assertThat(authentication.getPrincipal()).isSameAs(principal);
        assertThat(authentication.getName()).isEqualTo("ada");
        assertThat(authentication.getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactlyInAnyOrder("X_a", "X_b");
        assertThat(authentication.isAuthenticated()).isTrue();
        assertThat(authentication.getCredentials()).isNull();
    }

    @Test
    void authentication_ofTheOperator_hasNoNameOfAUser() {
        TokenAuthentication authentication = TokenAuthentication.of(new AdminPrincipal(), "ROLE_");

        assertThat(authentication.getName()).isEmpty();
        assertThat(authentication.getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("ROLE_" + AdminToken.ROLE);
    }

    @Test
    void equality_comparesPrincipalsAndAuthorities() {
        TokenAuthentication authentication = TokenAuthentication.of(principal, "X_");

        assertThat(authentication)
                .isEqualTo(TokenAuthentication.of(principal, "X_"))
                .hasSameHashCodeAs(TokenAuthentication.of(principal, "X_"))
                .isNotEqualTo(TokenAuthentication.of(principal, "Y_"))
                .isNotEqualTo(TokenAuthentication.of(new AdminPrincipal(), "X_"));
    }

    @Test
    void authentication_isNeverStoredInASession() {
        MockHttpServletRequest request = new MockHttpServletRequest();

        new HttpSessionSecurityContextRepository()
                .saveContext(
                        new SecurityContextImpl(TokenAuthentication.of(principal, "X_")),
                        request,
                        new MockHttpServletResponse());

        assertThat(request.getSession(false)).isNull();
    }

    private static TokenPrincipal principal() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            return TokenPrincipal.of(
                    tokens.issue(TokenRequest.of("ada").scopes("a", "b")).token());
        }
    }
}
