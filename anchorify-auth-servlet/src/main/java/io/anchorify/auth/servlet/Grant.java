package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a request keeps through its dispatches: who has authenticated it. An attribute cannot come from
 * outside; and one that is taken along to another request, or that another authenticator has put there, counts for nothing.
 */
record Grant(ServletRequest origin, TokenAuthenticator grantedBy, BearerPrincipal principal) {

    private static final String ATTRIBUTE = Grant.class.getName();

    static void put(ServletRequest request, TokenAuthenticator grantedBy, BearerPrincipal principal) {
        request.setAttribute(ATTRIBUTE, new Grant(originOf(request), grantedBy, principal));
    }

    @SuppressWarnings(
            "ReferenceEquality") // This very request and this very authenticator: nothing that merely equals them.
    static @Nullable BearerPrincipal principalOf(ServletRequest request, TokenAuthenticator tokens) {
        return request.getAttribute(ATTRIBUTE) instanceof Grant grant
                        && grant.grantedBy == tokens
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
