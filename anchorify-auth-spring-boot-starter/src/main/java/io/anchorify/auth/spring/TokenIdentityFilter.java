package io.anchorify.auth.spring;

import io.anchorify.auth.spring.security.TokenAuthentication;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Gives the error pages and asynchronous dispatches of a request the identity of its token, in every chain. Spring Security would
 * prefer that of the session.
 *
 * @param holder where the identity belongs
 */
record TokenIdentityFilter(SecurityContextHolderStrategy holder) implements Filter {

    private static final RequestAttributeSecurityContextRepository CONTEXTS =
            new RequestAttributeSecurityContextRepository();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.ERROR || dispatch == DispatcherType.ASYNC) {
            restore((HttpServletRequest) request);
        }
        chain.doFilter(request, response);
    }

    private void restore(HttpServletRequest request) {
        SecurityContext context = CONTEXTS.loadDeferredContext(request).get();
        if (context.getAuthentication() instanceof TokenAuthentication) {
            holder.setContext(context);
        }
    }
}
