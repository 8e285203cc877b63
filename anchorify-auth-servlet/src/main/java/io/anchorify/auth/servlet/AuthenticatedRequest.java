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
 * A request that speaks for the owner of a token, or for the operator.
 *
 * <p>It is also what the request keeps, in an attribute, through its dispatches: who has authenticated it. An attribute
 * cannot come from outside; and one that is taken along to another request, or that another authenticator has put
 * there, counts for nothing.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private static final String ATTRIBUTE = AuthenticatedRequest.class.getName();

    private final TokenAuthenticator authenticatedBy;
    private final BearerPrincipal principal;

    AuthenticatedRequest(HttpServletRequest request, TokenAuthenticator authenticatedBy, BearerPrincipal principal) {
        super(request);
        this.authenticatedBy = authenticatedBy;
        this.principal = principal;
    }

    /** Has the request keep this through its dispatches. */
    void remember() {
        setAttribute(ATTRIBUTE, this);
    }

    /** Whom a request was found to speak for in an earlier dispatch, by this very authenticator. */
    @SuppressWarnings(
            "ReferenceEquality") // This very request and this very authenticator: nothing that merely equals them.
    static @Nullable BearerPrincipal rememberedBy(ServletRequest request, TokenAuthenticator authenticator) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthenticatedRequest earlier
                        && earlier.authenticatedBy == authenticator
                        && originOf(earlier) == originOf(request)
                ? earlier.principal
                : null;
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

    /** The container's own object, under whatever filters and dispatches have wrapped around it. */
    private static ServletRequest originOf(ServletRequest request) {
        ServletRequest origin = request;
        while (origin instanceof ServletRequestWrapper wrapper) {
            origin = wrapper.getRequest();
        }
        return origin;
    }
}
