package io.anchorify.auth.spring.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.session.SessionManagementFilter;

/**
 * Keeps the session management of Spring Security away from requests that a token authenticates. In a stateless chain it takes
 * each of them for a login, and would change the id of the session that another chain established.
 */
final class SessionFilterPostProcessor implements ObjectPostProcessor<SessionManagementFilter> {

    private final SecurityContextHolderStrategy holder;

    SessionFilterPostProcessor(SecurityContextHolderStrategy holder) {
        this.holder = holder;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <O extends SessionManagementFilter> O postProcess(O filter) {
        // The only caller adds the result to a chain.
        return (O) new SkippingTokens(filter, holder);
    }

    /** A subclass, which has the place of its superclass in the chain. */
    private static final class SkippingTokens extends SessionManagementFilter {

        private final SessionManagementFilter filter;
        private final SecurityContextHolderStrategy holder;

        SkippingTokens(SessionManagementFilter filter, SecurityContextHolderStrategy holder) {
            super(new NullSecurityContextRepository());
            this.filter = filter;
            this.holder = holder;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (TokenAuthentication.isCurrent(holder)) {
                chain.doFilter(request, response);
            } else {
                filter.doFilter(request, response, chain);
            }
        }
    }
}
