package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
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
    /** The request that was authenticated first. It holds the state for all dispatches. */
    private final AuthenticatedRequest first;
    /** Written and read in {@link #first} alone. */
    private volatile boolean loggedOut;

    private AuthenticatedRequest(
            HttpServletRequest request, TokenAuthenticator authenticatedBy, BearerPrincipal principal) {
        super(request);
        this.authenticatedBy = authenticatedBy;
        this.principal = principal;
        this.first = this;
    }

    private AuthenticatedRequest(HttpServletRequest request, AuthenticatedRequest first) {
        super(request);
        this.authenticatedBy = first.authenticatedBy;
        this.principal = first.principal;
        this.first = first;
    }

    /** Wraps a request and sets the attribute for later dispatches. */
    static AuthenticatedRequest establish(
            HttpServletRequest request, TokenAuthenticator authenticatedBy, BearerPrincipal principal) {
        AuthenticatedRequest authenticated = new AuthenticatedRequest(request, authenticatedBy, principal);
        request.setAttribute(ATTRIBUTE, authenticated);
        return authenticated;
    }

    /** What this authenticator established earlier for the same request. */
    @SuppressWarnings("ReferenceEquality") // The same authenticator and the same request, not equal ones.
    static @Nullable AuthenticatedRequest of(HttpServletRequest request, TokenAuthenticator authenticator) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthenticatedRequest earlier
                        && earlier.authenticatedBy == authenticator
                        && unwrap(earlier) == unwrap(request)
                ? earlier
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

    /** Gives another dispatch of the request the same user, unless the request has it already. */
    HttpServletRequest continuedBy(HttpServletRequest request) {
        return principal.equals(request.getUserPrincipal()) ? request : new AuthenticatedRequest(request, first);
    }

    /** The principal of the token, which decides for the whole request, even after {@link #logout}. */
    BearerPrincipal principal() {
        return principal;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return first.loggedOut ? super.getUserPrincipal() : principal;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return first.loggedOut ? super.getRemoteUser() : principal.owner();
    }

    @Override
    public @Nullable String getAuthType() {
        return first.loggedOut ? super.getAuthType() : AuthorizationHeader.SCHEME;
    }

    /** {@code **} stands for any authenticated user, and {@code *} is no role (Servlet 6.0 section 13.3). */
    @Override
    public boolean isUserInRole(@Nullable String role) {
        if (first.loggedOut) {
            return super.isUserInRole(role);
        }
        return role != null
                && (role.equals("**")
                        || (!role.equals("*") && principal.scopes().contains(role)));
    }

    /** True while the user of the token is established: the container would ask the client for other credentials. */
    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
        return !first.loggedOut || super.authenticate(response);
    }

    @Override
    public void login(@Nullable String username, @Nullable String password) throws ServletException {
        if (!first.loggedOut) {
            throw new ServletException("The request is authenticated by a bearer token. Call logout() before login().");
        }
        super.login(username, password);
    }

    /** Removes the user of the token, and then the one of the container, from the request and all of its dispatches. */
    @Override
    public void logout() throws ServletException {
        first.loggedOut = true;
        // Jetty throws an exception if it has not established a user.
        if (super.getUserPrincipal() != null) {
            super.logout();
        }
    }
}
