package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A request that speaks for the owner of a token, or for the operator. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private final BearerPrincipal principal;

    AuthenticatedRequest(HttpServletRequest request, BearerPrincipal principal) {
        super(request);
        this.principal = principal;
    }

    @Override
    public BearerPrincipal getUserPrincipal() {
        return principal;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return principal.owner();
    }

    @Override
    public String getAuthType() {
        return AuthorizationHeader.SCHEME;
    }

    @Override
    public boolean isUserInRole(@Nullable String role) {
        return role != null && principal.scopes().contains(role);
    }

    /** It is: the container would ask the client for credentials of another kind. */
    @Override
    public boolean authenticate(HttpServletResponse response) {
        return true;
    }
}
