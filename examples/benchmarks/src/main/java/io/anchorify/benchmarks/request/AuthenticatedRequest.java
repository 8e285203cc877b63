package io.anchorify.benchmarks.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request with a principal, as a filter written by hand passes it on. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private final Principal principal;

    AuthenticatedRequest(HttpServletRequest request, Principal principal) {
        super(request);
        this.principal = principal;
    }

    @Override
    public Principal getUserPrincipal() {
        return principal;
    }
}
