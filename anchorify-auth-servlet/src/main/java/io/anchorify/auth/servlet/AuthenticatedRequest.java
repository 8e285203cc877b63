package io.anchorify.auth.servlet;

import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/** A request that speaks for the owner of a token. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private final TokenPrincipal principal;

    AuthenticatedRequest(HttpServletRequest request, TokenPrincipal principal) {
        super(request);
        this.principal = principal;
    }

    @Override
    public TokenPrincipal getUserPrincipal() {
        return principal;
    }

    @Override
    public String getRemoteUser() {
        return principal.owner();
    }

    @Override
    public String getAuthType() {
        return AuthorizationHeader.SCHEME;
    }

    @Override
    public boolean isUserInRole(String role) {
        return principal.scopes().contains(role);
    }

    /** It is: the container would ask the client for credentials of another kind. */
    @Override
    public boolean authenticate(HttpServletResponse response) {
        return true;
    }
}
