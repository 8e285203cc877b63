package io.anchorify.benchmarks.stack;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request that speaks for a user. */
final class UserRequest extends HttpServletRequestWrapper {

    private final Principal user;

    UserRequest(HttpServletRequest request, Principal user) {
        super(request);
        this.user = user;
    }

    @Override
    public String getRemoteUser() {
        return user.getName();
    }

    @Override
    public Principal getUserPrincipal() {
        return user;
    }
}
