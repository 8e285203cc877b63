package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static io.anchorify.auth.servlet.HttpMocks.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
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
    void role_ofTwoAsterisks_isThatOfAnyUserAndOneAsteriskIsNone() {
        String secret =
                tokens.issue(TokenRequest.of("ada").scopes("*")).secret().reveal();
        BearerPrincipal withAsterisk = ((Authenticated) tokens.authenticate(secret)).principal();

        AuthenticatedRequest other = AuthenticatedRequest.establish(request(), tokens, withAsterisk);

        assertThat(authenticated.isUserInRole("**")).isTrue();
        assertThat(other.isUserInRole("**")).isTrue();
        assertThat(other.isUserInRole("*")).isFalse();
    }

    @Test
    void login_ofAnAuthenticatedRequest_isRefused() throws Exception {
        assertThatThrownBy(() -> authenticated.login("grace", "password"))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("Call logout() before login()");

        verify(request, never()).login(any(), any());
    }

    @Test
    void logout_removesTheUserFromEveryDispatch() throws Exception {
        HttpServletRequest async = authenticated.continuedBy(request);
        when(request.getUserPrincipal()).thenReturn(() -> "container's");
        authenticated.logout();
        when(request.getUserPrincipal()).thenReturn(null);
        HttpServletRequest error = AuthenticatedRequest.of(request, tokens).continuedBy(request);

        verify(request).logout();
        for (HttpServletRequest each : List.of(authenticated, async, error)) {
            assertThat(each.getUserPrincipal()).isNull();
            assertThat(each.getRemoteUser()).isNull();
            assertThat(each.getAuthType()).isNull();
            assertThat(each.isUserInRole("read")).isFalse();
            assertThat(each.isUserInRole("**")).isFalse();
            assertThat(each.authenticate(response())).isFalse();
        }
    }

    @Test
    void logout_withoutAUserOfTheContainer_isOurs() throws Exception {
        authenticated.logout();

        verify(request, never()).logout();
    }

    @Test
    void logout_inALaterDispatch_removesTheUserFromEarlierOnes() throws Exception {
        authenticated.continuedBy(request).logout();

        assertThat(authenticated.getUserPrincipal()).isNull();
    }

    /** The container's own user then shows through. */
    @Test
    void login_afterLogout_isThatOfTheContainer() throws Exception {
        authenticated.logout();
        authenticated.login("grace", "password");
        when(request.getRemoteUser()).thenReturn("grace");
        when(request.isUserInRole("staff")).thenReturn(true);

        verify(request).login("grace", "password");
        assertThat(authenticated.getRemoteUser()).isEqualTo("grace");
        assertThat(authenticated.isUserInRole("staff")).isTrue();
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

        assertThat(AuthenticatedRequest.of(request, other)).isNull();
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
        AuthenticatedRequest earlier = AuthenticatedRequest.of(request, tokens);
        return earlier == null ? null : earlier.principal();
    }

    private BearerPrincipal principal() {
        String secret =
                tokens.issue(TokenRequest.of("ada").scopes("read")).secret().reveal();
        return ((Authenticated) tokens.authenticate(secret)).principal();
    }
}
