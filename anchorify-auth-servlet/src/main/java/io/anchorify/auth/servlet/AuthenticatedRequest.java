package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request with the principal of its token.
 *
 * <p>Asynchronous dispatches and error pages start from the container's own request, without this wrapper. A request
 * attribute therefore carries the principal to every later dispatch. Clients cannot set attributes, and an attribute that
 * was copied from another request or set by another authenticator is ignored.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private static final String ATTRIBUTE = AuthenticatedRequest.class.getName();

    private final TokenAuthenticator authenticatedBy;
    private final BearerPrincipal principal;

    private AuthenticatedRequest(
            HttpServletRequest request, TokenAuthenticator authenticatedBy, BearerPrincipal principal) {
        super(request);
        this.authenticatedBy = authenticatedBy;
        this.principal = principal;
    }

    /** Wraps a request and sets the attribute for later dispatches. */
    static AuthenticatedRequest establish(
            HttpServletRequest request, TokenAuthenticator authenticatedBy, BearerPrincipal principal) {
        AuthenticatedRequest authenticated = new AuthenticatedRequest(request, authenticatedBy, principal);
        request.setAttribute(ATTRIBUTE, authenticated);
        return authenticated;
    }

    /** The principal that this authenticator established earlier for the same request. */
    @SuppressWarnings("ReferenceEquality") // The same authenticator and the same request, not equal ones.
    static @Nullable BearerPrincipal principalOf(HttpServletRequest request, TokenAuthenticator authenticator) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthenticatedRequest earlier
                        && earlier.authenticatedBy == authenticator
                        && unwrap(earlier) == unwrap(request)
                ? earlier.principal
                : null;
    }

    /** The container's own request. */
    private static ServletRequest unwrap(ServletRequest request) {
        ServletRequest unwrapped = request;
        while (unwrapped instanceof ServletRequestWrapper wrapper) {
            unwrapped = wrapper.getRequest();
        }
        return unwrapped;
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

    /** Always true: the container would ask the client for other credentials. */
    @Override
    public boolean authenticate(HttpServletResponse response) {
        return true;
    }
}
