package io.anchorify.auth.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.core.authority.AuthorityUtils;

class DeniedScopesTest {

    private final DeniedScopes scopes = new DeniedScopes("SCOPE_");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "hasAuthority('SCOPE_a:b'), a:b",
                "\" hasAuthority( 'SCOPE_a' ) \", a",
                "hasAuthority('SCOPE_'), ",
                "hasAuthority('ROLE_a'), ",
                "hasAuthority('SCOPE_a b'), ",
                "\"hasAnyAuthority('SCOPE_a', 'SCOPE_b')\", ",
                "!hasAuthority('SCOPE_a'), ",
                "hasAuthority('SCOPE_a') or hasRole('X'), "
            })
    void scope_ofAnExpression_isKnownIfItIsTheOnlyOne(String expression, String scope) {
        AuthorizationResult result =
                new ExpressionAuthorizationDecision(false, new SpelExpressionParser().parseExpression(expression));

        assertThat(of(result)).isEqualTo(scope == null ? Set.of() : Set.of(scope));
    }

    @Test
    void scope_ofARule_isKnownIfItIsTheOnlyOne() {
        assertThat(of(authorities("SCOPE_a"))).containsExactly("a");
        assertThat(of(authorities("SCOPE_a", "SCOPE_b"))).isEmpty();
        assertThat(of(authorities("ROLE_a"))).isEmpty();
        assertThat(of(new AuthorizationDecision(false))).isEmpty();
        assertThat(scopes.of(new AccessDeniedException("denied"))).isEmpty();
    }

    @Test
    void scope_withoutAPrefix_isTheAuthority() {
        assertThat(new DeniedScopes("").of(new AuthorizationDeniedException("denied", authorities("a"))))
                .containsExactly("a");
    }

    private Set<String> of(AuthorizationResult result) {
        return scopes.of(new AuthorizationDeniedException("denied", result));
    }

    private static AuthorizationResult authorities(String... authorities) {
        return new AuthorityAuthorizationDecision(false, List.copyOf(AuthorityUtils.createAuthorityList(authorities)));
    }
}
