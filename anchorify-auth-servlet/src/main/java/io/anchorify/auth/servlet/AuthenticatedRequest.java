package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request that speaks for the owner of a token, or for the operator.
 *
 * <p>Forwards and includes wrap it, so it is found under them. An asynchronous dispatch and an error page begin with the
 * container's own request; for them that one keeps this in an attribute, from when it may come to one of them, and no
 * sooner: for the first attribute of a request, a container makes a map. An attribute cannot come from outside; and one that
 * is taken along to another request, or that another authenticator has put there, counts for nothing. Where nothing is
 * found, the token is looked at again.
 *
 * <p>It is itself the decision that lets it go on: another object for that would be one more for each request, wherever the
 * compiler does not see that it could do without.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper implements Decision {

    private static final String ATTRIBUTE = AuthenticatedRequest.class.getName();

    private final TokenAuthenticator authenticatedBy;
    private final BearerPrincipal principal;
    private boolean isRemembered;

    AuthenticatedRequest(HttpServletRequest request, TokenAuthenticator authenticatedBy, BearerPrincipal principal) {
        super(request);
        this.authenticatedBy = authenticatedBy;
        this.principal = principal;
    }

    /** Has the container's own request keep this for later dispatches. */
    void remember() {
        if (!isRemembered) {
            isRemembered = true;
            setAttribute(ATTRIBUTE, this);
        }
    }

    boolean isRemembered() {
        return isRemembered;
    }

    /** Whom a request was found to speak for before, in this dispatch or an earlier one, by this very authenticator. */
    @SuppressWarnings("ReferenceEquality") // This very authenticator: nothing that merely equals it.
    static @Nullable BearerPrincipal knownBy(ServletRequest request, TokenAuthenticator authenticator) {
        ServletRequest origin = request;
        while (origin instanceof ServletRequestWrapper wrapper) {
            if (wrapper instanceof AuthenticatedRequest earlier && earlier.authenticatedBy == authenticator) {
                return earlier.principal;
            }
            origin = wrapper.getRequest();
        }
        return request.getDispatcherType() == DispatcherType.REQUEST ? null : keptBy(request, origin, authenticator);
    }

    @SuppressWarnings("ReferenceEquality") // This very request too.
    private static @Nullable BearerPrincipal keptBy(
            ServletRequest request, ServletRequest origin, TokenAuthenticator authenticator) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthenticatedRequest earlier
                        && earlier.authenticatedBy == authenticator
                        && originOf(earlier) == origin
                ? earlier.principal
                : null;
    }

    @Override
    public FilterOutcome outcome() {
        return FilterOutcome.AUTHENTICATED;
    }

    @Override
    public BearerPrincipal principal() {
        return principal;
    }

    @Override
    public AsyncContext startAsync() {
        remember();
        return super.startAsync();
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        remember();
        return super.startAsync(request, response);
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
