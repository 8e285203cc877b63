package io.anchorify.auth.spring;

import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.spring.security.AnchorifyTokensConfigurer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.function.SingletonSupplier;

/**
 * The requests of the auto-configured chain: those to protected paths, unless a chain of the application accepts tokens for them.
 * That chain may have rules of its own, which must not be skipped.
 */
final class ProtectedRequests implements RequestMatcher {

    private final BearerTokenFilter filter;
    private final SingletonSupplier<List<SecurityFilterChain>> tokenChains;

    ProtectedRequests(BearerTokenFilter filter, ObjectProvider<SecurityFilterChain> chains) {
        this.filter = filter;
        // The chains do not exist yet.
        this.tokenChains = SingletonSupplier.of(() -> chains.stream()
                .filter(AnchorifyTokensConfigurer::isUsedBy)
                .filter(chain -> !isOwn(chain))
                .toList());
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isOwn(SecurityFilterChain chain) {
        return chain instanceof DefaultSecurityFilterChain candidate && candidate.getRequestMatcher() == this;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return filter.decidesOn(request) && tokenChains.obtain().stream().noneMatch(chain -> chain.matches(request));
    }
}
