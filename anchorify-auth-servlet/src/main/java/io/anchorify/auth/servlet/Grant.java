package io.anchorify.auth.servlet;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a request keeps through its dispatches: that this service has authenticated it. An attribute cannot come from
 * outside; and one that is taken along to another request, or that another service has put there, counts for nothing.
 */
record Grant(ServletRequest origin, TokenService grantedBy, TokenPrincipal principal) {

    private static final String ATTRIBUTE = Grant.class.getName();

    static void put(ServletRequest request, TokenService grantedBy, TokenPrincipal principal) {
        request.setAttribute(ATTRIBUTE, new Grant(originOf(request), grantedBy, principal));
    }

    @SuppressWarnings("ReferenceEquality") // This very request and this very service: nothing that merely equals them.
    static @Nullable TokenPrincipal principalOf(ServletRequest request, TokenService service) {
        return request.getAttribute(ATTRIBUTE) instanceof Grant grant
                        && grant.grantedBy == service
                        && grant.origin == originOf(request)
                ? grant.principal
                : null;
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
