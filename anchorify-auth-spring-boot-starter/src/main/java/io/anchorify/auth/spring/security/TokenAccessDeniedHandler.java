package io.anchorify.auth.spring.security;

import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;

/** Answers a token that may not do what the request asks for, and leaves other identities to the handler of Spring Security. */
final class TokenAccessDeniedHandler implements AccessDeniedHandler {

    private final AccessDeniedHandler others = new AccessDeniedHandlerImpl();
    private final BearerTokenFilter filter;
    private final DeniedScopes scopes;
    private final SecurityContextHolderStrategy holder;

    TokenAccessDeniedHandler(BearerTokenFilter filter, DeniedScopes scopes, SecurityContextHolderStrategy holder) {
        this.filter = filter;
        this.scopes = scopes;
        this.holder = holder;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denial)
            throws IOException, ServletException {
        if (TokenAuthentication.isCurrent(holder)) {
            filter.sendInsufficientScope(request, response, scopes.of(denial));
        } else {
            others.handle(request, response, denial);
        }
    }
}
