package io.anchorify.auth.spring.security;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.core.GrantedAuthority;

/**
 * The scope that a denied request needs, if the denial names exactly one authority. With several, a denial does not tell whether
 * one of them is enough.
 *
 * @param authorityPrefix what the authority of a scope begins with
 */
record DeniedScopes(String authorityPrefix) {

    private static final Pattern EXPRESSION = Pattern.compile("\\s*hasAuthority\\(\\s*'([^']+)'\\s*\\)\\s*");

    /** A scope-token (RFC 6749 section 3.3). */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    Set<String> of(AccessDeniedException denial) {
        return denial instanceof AuthorizationDeniedException denied ? of(denied.getAuthorizationResult()) : Set.of();
    }

    private Set<String> of(AuthorizationResult result) {
        if (result instanceof AuthorityAuthorizationDecision decision) {
            return of(decision.getAuthorities());
        }
        if (result instanceof ExpressionAuthorizationDecision decision) {
            Matcher expression = EXPRESSION.matcher(decision.getExpression().getExpressionString());
            return expression.matches() ? scope(expression.group(1)) : Set.of();
        }
        return Set.of();
    }

    private Set<String> of(Collection<GrantedAuthority> authorities) {
        String authority =
                authorities.size() == 1 ? authorities.iterator().next().getAuthority() : null;
        return authority == null ? Set.of() : scope(authority);
    }

    private Set<String> scope(String authority) {
        if (!authority.startsWith(authorityPrefix)) {
            return Set.of();
        }
        String scope = authority.substring(authorityPrefix.length());
        return SCOPE.matcher(scope).matches() ? Set.of(scope) : Set.of();
    }
}
