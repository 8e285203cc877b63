package io.anchorify.auth.spring;

import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.spring.security.AnchorifyTokensConfigurer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.function.SingletonSupplier;

/**
 * The requests of the auto-configured chain: those to protected paths, unless a chain of the application accepts tokens for them.
 * That chain may have rules of its own, which must not be skipped.
 */
final class ProtectedRequests implements RequestMatcher {

    /** The name of the bean with this matcher. */
    static final String CHAIN_NAME = "anchorifySecurityFilterChain";

    private final BearerTokenFilter filter;
    private final SingletonSupplier<List<SecurityFilterChain>> tokenChains;

    ProtectedRequests(BearerTokenFilter filter, ListableBeanFactory beans) {
        this.filter = filter;
        // Later, because the chains do not exist yet.
        this.tokenChains = SingletonSupplier.of(() -> tokenChains(beans));
    }

    private static List<SecurityFilterChain> tokenChains(ListableBeanFactory beans) {
        return BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, SecurityFilterChain.class).entrySet().stream()
                .filter(chain -> !chain.getKey().equals(CHAIN_NAME))
                .map(Map.Entry::getValue)
                .filter(AnchorifyTokensConfigurer::isUsedBy)
                .toList();
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return filter.decidesOn(request) && tokenChains.obtain().stream().noneMatch(chain -> chain.matches(request));
    }
}
