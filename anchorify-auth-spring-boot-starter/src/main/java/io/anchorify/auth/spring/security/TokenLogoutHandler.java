package io.anchorify.auth.spring.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestWrapper;

/** Logs out of the filter as well, so that it does not authenticate later dispatches of the request. */
final class TokenLogoutHandler implements LogoutHandler {

    /** Spring Security passes its own wrapper, whose method would call this handler again. */
    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication instanceof TokenAuthentication) {
            logout(
                    request instanceof SecurityContextHolderAwareRequestWrapper wrapper
                            ? (HttpServletRequest) wrapper.getRequest()
                            : request);
        }
    }

    private static void logout(HttpServletRequest request) {
        try {
            request.logout();
        } catch (ServletException e) {
            throw new IllegalStateException("The request cannot be logged out", e);
        }
    }
}
