package io.anchorify.auth.spring.page;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import java.security.Principal;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The controller of the page. */
@RestController
class TokenController {

    private final TokenService tokens;

    TokenController(TokenService tokens) {
        this.tokens = tokens;
    }

    record Me(String owner, Set<String> scopes) {}

    @GetMapping("/api/me")
    Me me(TokenPrincipal token) {
        return new Me(token.owner(), token.scopes());
    }

    @PostMapping("/account/tokens")
    String create(Principal user, String label) {
        return tokens.issue(user.getName(), label).secret().reveal();
    }
}
