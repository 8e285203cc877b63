package io.anchorify.auth.spring.security;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Runs a {@link BearerTokenFilter} inside of a security filter chain, and makes the principal of a valid token the only identity
 * of the request.
 */
final class TokenAuthenticationFilter implements Filter {

    /** Never a session. */
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    private final BearerTokenFilter filter;
    private final String authorityPrefix;
    private final SecurityContextHolderStrategy holder;

    TokenAuthenticationFilter(BearerTokenFilter filter, String authorityPrefix, SecurityContextHolderStrategy holder) {
        this.filter = filter;
        this.authorityPrefix = authorityPrefix;
        this.holder = holder;
    }

    /** Whether a token authenticates a request behind this filter. Does not load the session. */
    static boolean isAuthenticatedByToken(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof BearerPrincipal;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter.doFilter(
                request,
                response,
                (passed, answer) -> proceed((HttpServletRequest) passed, (HttpServletResponse) answer, chain));
    }

    private void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getUserPrincipal() instanceof BearerPrincipal principal) {
            proceedAs(principal, request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void proceedAs(
            BearerPrincipal principal, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // The context of a page that includes this request, not yet loaded from a session.
        Supplier<SecurityContext> outer = holder.getDeferredContext();
        SecurityContext context = holder.createEmptyContext();
        context.setAuthentication(authentication(principal, request));
        holder.setContext(context);
        if (request.getDispatcherType() != DispatcherType.INCLUDE) {
            // For error pages and asynchronous dispatches. The page that includes this request keeps its own identity.
            contexts.saveContext(context, request, response);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            holder.setDeferredContext(outer);
        }
    }

    private TokenAuthentication authentication(BearerPrincipal principal, HttpServletRequest request) {
        TokenAuthentication authentication = TokenAuthentication.of(principal, authorityPrefix);
        // Without the id of a session that does not authenticate the request.
        authentication.setDetails(new WebAuthenticationDetails(request.getRemoteAddr(), null));
        return authentication;
    }
}
